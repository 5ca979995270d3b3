import { z } from "zod";
import { VOC_TAGS } from "../kernel/labels.ts";
import { Bilingual, Code } from "./table.ts";

/** Groups of kinds, as reports fold them. */
export const VOC_GROUPS = ["problem", "request", "opportunity", "risk", "praise"] as const;

const Ordinal = z.int().min(0);
const Node = z.strictObject({ ordinal: Ordinal, code: Code, name: Bilingual });
const Kind = z.strictObject({
  ...Node.shape,
  group: z.enum(VOC_GROUPS),
  /** Expressions that show this kind by themselves, as they stand in customers' words; case does not matter. */
  words: z.array(z.string().trim().min(2).max(60)).min(1).max(100).optional(),
  /** With `words`: takes over the requests of that kind whose words these are. */
  splitFrom: Code.optional(),
  /** Counted as before, and given to no request any more. */
  deprecated: z.boolean().optional(),
});
/** Where the labels of a code go that is no kind any more; to nothing when `to` is null. */
const Moved = z.strictObject({ code: Code, ordinal: Ordinal, to: Code.nullable() });
/** A unit of the tenant's own organisation, with the teams that belong to it directly. */
const Unit = z.strictObject({
  code: Code,
  name: Bilingual,
  parent: Code.optional(),
  teams: z.array(z.string().min(1).max(100)).optional(),
});
/** A family of products, or of families. */
const Family = z.strictObject({
  code: Code,
  name: Bilingual,
  parent: Code.optional(),
  products: z.array(Code).max(100).optional(),
});
const Product = z.strictObject({ ...Node.shape, modules: z.array(Node).min(1) });

/**
 * What the voice of the customer is counted by. Ordinals are positions in stored vectors: within one list they are
 * never given to another code, and those of removed codes stay in `retired`.
 */
export const TaxonomyPolicy = z.strictObject({
  kinds: z.array(Kind).min(1),
  products: z.array(Product).min(1),
  serviceModules: z.array(Node),
  moved: z.array(Moved).optional(),
  organisations: z.array(Unit).max(500).optional(),
  productFamilies: z.array(Family).max(100).optional(),
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

const Nodes = z.array(z.looseObject({ ordinal: z.int(), code: z.string() })).catch([]);
const Ordinals = z.array(z.int()).catch([]);
/** The ordinals of a taxonomy that was stored at any time; a list that cannot be read has none. */
export const StoredOrdinals = z.looseObject({
  kinds: Nodes,
  products: z.array(z.looseObject({ ordinal: z.int(), code: z.string(), modules: Nodes })).catch([]),
  serviceModules: Nodes,
  retired: z
    .looseObject({ kinds: Ordinals, products: Ordinals, modules: Ordinals, serviceModules: Ordinals })
    .catch({ kinds: [], products: [], modules: [], serviceModules: [] }),
});

type ListName = keyof TaxonomyPolicy["retired"];
const LISTS: readonly ListName[] = ["kinds", "products", "modules", "serviceModules"];

/** The numbered nodes of one list; a module's code carries its product's. */
function nodesOf(policy: z.infer<typeof StoredOrdinals>, list: ListName): Numbered[] {
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
  return [...doubled, ...kindFaults(policy), ...treeFaults(policy)];
}

/** Every label that understanding may give has a place; what moved leads to a kind that is there. */
function kindFaults({ kinds, retired, moved = [] }: TaxonomyPolicy): string[] {
  const codes = new Set<string>(kinds.map(({ code }) => code));
  const gone = new Set(moved.map(({ code }) => code));
  return [
    ...VOC_TAGS.filter((tag) => !codes.has(tag) && !gone.has(tag)).map((tag) => `kinds: tag ${tag} is missing`),
    ...moved.filter(({ code }) => codes.has(code)).map(({ code }) => `moved: ${code} is still a kind`),
    ...moved
      .filter(({ to }) => to !== null && !codes.has(to))
      .map(({ code, to }) => `moved: ${code} goes to ${to}, which is no kind`),
    ...moved
      .filter(({ ordinal }) => !retired.kinds.includes(ordinal))
      .map(({ code, ordinal }) => `moved: ordinal ${ordinal} of ${code} must be in retired`),
    ...kinds.flatMap(({ code, splitFrom, words }) => [
      ...(splitFrom === undefined || (codes.has(splitFrom) && splitFrom !== code)
        ? []
        : [`kinds: ${code} is split from ${splitFrom}, which is no other kind`]),
      ...(splitFrom === undefined || words !== undefined ? [] : [`kinds: ${code} is split off without words`]),
    ]),
  ];
}

interface TreeNode {
  readonly code: string;
  readonly parent?: string | undefined;
}

/** Of the trees of the organisation and of products: what stands twice, is missing, or goes round in a circle. */
function treeFaults({ organisations: units = [], productFamilies: families = [], products }: TaxonomyPolicy): string[] {
  const twice = (held: readonly string[]) => held.filter((one, i) => held.indexOf(one) < i);
  const codes = new Set<string>(products.map(({ code }) => code));
  const grouped = families.flatMap((family) => family.products ?? []);
  return [
    ...nodeFaults("organisations", units),
    ...twice(units.flatMap(({ teams }) => teams ?? [])).map((team) => `organisations: team ${team} stands twice`),
    ...nodeFaults("productFamilies", families),
    ...families
      .filter(({ code }) => codes.has(code))
      .map(({ code }) => `productFamilies: ${code} is the code of a product`),
    ...grouped.filter((code) => !codes.has(code)).map((code) => `productFamilies: there is no product ${code}`),
    ...twice(grouped).map((code) => `productFamilies: product ${code} stands twice`),
  ];
}

function nodeFaults(list: string, nodes: readonly TreeNode[]): string[] {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]));
  const circles = (code: string): boolean => {
    let at = parents.get(code);
    for (let steps = 0; at !== undefined && steps <= nodes.length; steps++) at = parents.get(at);
    return at !== undefined;
  };
  return [
    ...nodes
      .filter(({ code }, i) => nodes.findIndex((other) => other.code === code) < i)
      .map(({ code }) => `${list}: code ${code} is used twice`),
    ...nodes
      .filter(({ parent }) => parent !== undefined && !parents.has(parent))
      .map(({ code, parent }) => `${list}: ${code} stands under ${parent}, which is missing`),
    ...nodes.filter(({ code }) => circles(code)).map(({ code }) => `${list}: ${code} stands under itself`),
  ];
}

/** Behind the code of a unit: what belongs to it itself, and to none of the units below it. */
const ITSELF = "/unknown";

/**
 * A unit of the organisation with all units below it and their teams, or with its own teams alone where `/unknown` stands
 * behind its code; the code alone when it is no unit.
 */
export function unitTree(policy: TaxonomyPolicy, code: string): string[] {
  const units = policy.organisations ?? [];
  const own = (unit: string): string[] => [unit, ...(units.find((one) => one.code === unit)?.teams ?? [])];
  if (code.endsWith(ITSELF)) return own(code.slice(0, -ITSELF.length));
  const below = units.filter(({ parent }) => parent === code);
  return [...own(code), ...below.flatMap((unit) => unitTree(policy, unit.code))];
}

/** The codes of all products of a family and of the families below it; none when it is no family. */
export const familyProducts = (policy: TaxonomyPolicy, code: string): string[] => [
  ...(policy.productFamilies?.find((family) => family.code === code)?.products ?? []),
  ...(policy.productFamilies ?? [])
    .filter(({ parent }) => parent === code)
    .flatMap((family) => familyProducts(policy, family.code)),
];

/** Why `next` cannot follow `previous`: an ordinal given to another code, or dropped without being retired. */
export function ordinalFaults(previous: z.infer<typeof StoredOrdinals>, next: TaxonomyPolicy): string[] {
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
