import { z } from "zod";
import { VOC_TAGS } from "../kernel/labels.ts";
import { Bilingual, Code } from "./table.ts";

/** Groups of kinds, as reports fold them. */
const VOC_GROUPS = ["problem", "request", "opportunity", "risk", "praise"] as const;

const Ordinal = z.int().min(0);
const Node = z.strictObject({ ordinal: Ordinal, code: Code, name: Bilingual });
const Kind = z.strictObject({ ...Node.shape, code: z.enum(VOC_TAGS), group: z.enum(VOC_GROUPS) });
const Product = z.strictObject({ ...Node.shape, modules: z.array(Node).min(1) });

/**
 * What the voice of the customer is counted by. Ordinals are positions in stored vectors: within one list they are
 * never given to another code, and those of removed codes stay in `retired`.
 */
export const TaxonomyPolicy = z.strictObject({
  kinds: z.array(Kind).min(1),
  products: z.array(Product).min(1),
  serviceModules: z.array(Node),
  retired: z.strictObject({
    kinds: z.array(Ordinal),
    products: z.array(Ordinal),
    /** Modules are numbered across products. */
    modules: z.array(Ordinal),
    serviceModules: z.array(Ordinal),
  }),
});
export type TaxonomyPolicy = z.infer<typeof TaxonomyPolicy>;

interface Numbered {
  readonly ordinal: number;
  readonly code: string;
}

type ListName = keyof TaxonomyPolicy["retired"];
const LISTS: readonly ListName[] = ["kinds", "products", "modules", "serviceModules"];

/** The numbered nodes of one list; a module's code carries its product's. */
function nodesOf(policy: TaxonomyPolicy, list: ListName): Numbered[] {
  if (list !== "modules") return policy[list];
  return policy.products.flatMap((product) =>
    product.modules.map(({ ordinal, code }) => ({ ordinal, code: `${product.code}/${code}` })),
  );
}

/** Ordinals or codes used twice, retired ordinals in use, tags of the closed set without a kind. */
export function taxonomyFaults(policy: TaxonomyPolicy): string[] {
  const doubled = LISTS.flatMap((list) => {
    const nodes = nodesOf(policy, list);
    return nodes.flatMap((node, index) => {
      const earlier = nodes.slice(0, index);
      if (earlier.some((other) => other.ordinal === node.ordinal))
        return [`${list}: ordinal ${node.ordinal} is used twice`];
      if (earlier.some((other) => other.code === node.code)) return [`${list}: code ${node.code} is used twice`];
      return policy.retired[list].includes(node.ordinal) ? [`${list}: ordinal ${node.ordinal} is retired`] : [];
    });
  });
  const missing = VOC_TAGS.filter((tag) => !policy.kinds.some((kind) => kind.code === tag));
  return [...doubled, ...missing.map((tag) => `kinds: tag ${tag} is missing`)];
}

/** Why `next` cannot follow `previous`: an ordinal given to another code, or dropped without being retired. */
export function ordinalFaults(previous: TaxonomyPolicy, next: TaxonomyPolicy): string[] {
  return LISTS.flatMap((list) => {
    const after = nodesOf(next, list);
    const moved = nodesOf(previous, list).flatMap(({ ordinal, code }) => {
      const now = after.find((node) => node.ordinal === ordinal);
      if (now !== undefined)
        return now.code === code ? [] : [`${list}: ordinal ${ordinal} belonged to ${code}, not to ${now.code}`];
      return next.retired[list].includes(ordinal)
        ? []
        : [`${list}: ordinal ${ordinal} of ${code} must be kept in retired`];
    });
    const revived = previous.retired[list]
      .filter((ordinal) => !next.retired[list].includes(ordinal))
      .map((ordinal) => `${list}: ordinal ${ordinal} was retired before`);
    return [...moved, ...revived];
  });
}
