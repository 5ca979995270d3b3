import { invalid, isDomainError } from "../kernel/errors.ts";
import { type Taxonomy, UNKNOWN } from "./taxonomy/taxonomy.ts";

/** What a tag is counted by, as it stood when the words were said (a later turn of the ticket brings it up to date). */
export interface TagFacts {
  readonly product: number;
  readonly module: number;
  readonly serviceModule: number;
  readonly class: string;
  readonly lifecycle: string;
  readonly version: string;
  readonly edition: string;
  readonly channel: string;
  readonly organisation: string;
  readonly language: string;
  readonly sentiment: string;
  readonly source: string;
}

/** A dimension: the value of a tag in it as stored, and the same as an expression over a row of tags or deltas. */
interface Dimension {
  readonly of: (facts: TagFacts) => string;
  readonly sql: string;
}

/** Every dimension that counts are kept by. `module` is product × module; texts that nobody knows are empty. */
const SLICES = {
  all: { of: () => "", sql: "''" },
  product: { of: ({ product }) => String(product), sql: "product::text" },
  module: { of: ({ product, module }) => `${product}/${module}`, sql: "(product || '/' || module)" },
  service_module: { of: ({ serviceModule }) => String(serviceModule), sql: "service_module::text" },
  class: { of: (facts) => facts.class, sql: "class" },
  lifecycle: { of: (facts) => facts.lifecycle, sql: "lifecycle" },
  version: { of: (facts) => facts.version, sql: "version" },
  edition: { of: (facts) => facts.edition, sql: "edition" },
  channel: { of: (facts) => facts.channel, sql: "channel" },
  organisation: { of: (facts) => facts.organisation, sql: "organisation" },
  language: { of: (facts) => facts.language, sql: "language" },
  sentiment: { of: (facts) => facts.sentiment, sql: "sentiment" },
  source: { of: (facts) => facts.source, sql: "source" },
} as const satisfies Record<string, Dimension>;

export type SliceName = keyof typeof SLICES;
export const SLICE_NAMES = Object.keys(SLICES) as [SliceName, ...SliceName[]];
/** Those that a caller can choose a value of. */
export const DIMENSIONS = SLICE_NAMES.filter((name) => name !== "all") as [SliceName, ...SliceName[]];

export const sliceValue = (dimension: SliceName, facts: TagFacts): string => SLICES[dimension].of(facts);
export const sliceSql = (dimension: SliceName): string => SLICES[dimension].sql;

/** What people call a value that nobody knows. */
export const UNKNOWN_VALUE = "unknown";

/** One value of one dimension, as callers name it: a code of the taxonomy, or the text itself. */
export interface Slice {
  readonly dimension: SliceName;
  readonly value: string;
}

/**
 * The stored values that a caller's value stands for: a unit of the organisation stands for all below it, a family for its
 * products, and `unknown` for all that `shownValue` shows so. Throws `invalid` for a product, module or service module that
 * the taxonomy does not have.
 */
export function storedValues(taxonomy: Taxonomy, { dimension, value }: Slice): string[] {
  const { codes } = taxonomy;
  const { retired } = taxonomy.policy;
  const ordinalsOf = (known: ReadonlyMap<number, string>, gone: readonly number[]): number[] => {
    if (value === UNKNOWN_VALUE) return [UNKNOWN, ...gone];
    for (const [ordinal, code] of known) if (code === value) return [ordinal];
    throw invalid(dimension, `there is no ${value}; the taxonomy has ${[...known.values()].slice(0, 20).join(", ")}`);
  };
  switch (dimension) {
    case "all":
      return [""];
    case "product":
      return taxonomy.families.some(({ code }) => code === value)
        ? taxonomy.familyProducts(value).map((code) => String(taxonomy.product(code)))
        : ordinalsOf(codes.product, retired.products).map(String);
    case "service_module":
      return ordinalsOf(codes.serviceModule, retired.serviceModules).map(String);
    case "module":
      return storedModules(taxonomy, value, () => ordinalsOf(codes.module, retired.modules));
    case "organisation":
      return value === UNKNOWN_VALUE ? [""] : [...taxonomy.unitTree(value)];
    default:
      // A customer without a class is stored under that very word.
      return value === UNKNOWN_VALUE ? ["", UNKNOWN_VALUE] : [value];
  }
}

/** Whether the taxonomy has this value: what was named once may have gone since. */
export function hasValue(taxonomy: Taxonomy, slice: Slice): boolean {
  try {
    storedValues(taxonomy, slice);
    return true;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}

/** Of `product/module`, `product/unknown`, or `unknown` for neither. */
function storedModules(taxonomy: Taxonomy, value: string, named: () => readonly number[]): string[] {
  const { retired } = taxonomy.policy;
  const [product = "", module] = value.split("/");
  const owner = taxonomy.product(product);
  const nobodys = [UNKNOWN, ...retired.modules];
  if (value === UNKNOWN_VALUE)
    return [UNKNOWN, ...retired.products].flatMap((gone) => nobodys.map((one) => `${gone}/${one}`));
  return (module === UNKNOWN_VALUE && owner >= 0 ? nobodys : named()).map((one) => `${owner}/${one}`);
}

/** A stored value as callers name it. */
export function shownValue(taxonomy: Taxonomy, dimension: SliceName, stored: string): string {
  const { codes } = taxonomy;
  switch (dimension) {
    case "product":
      return codes.product.get(Number(stored)) ?? UNKNOWN_VALUE;
    case "service_module":
      return codes.serviceModule.get(Number(stored)) ?? UNKNOWN_VALUE;
    case "module": {
      const [product, module] = stored.split("/").map(Number);
      const owner = codes.product.get(product!);
      return codes.module.get(module!) ?? (owner === undefined ? UNKNOWN_VALUE : `${owner}/${UNKNOWN_VALUE}`);
    }
    default:
      return stored === "" ? UNKNOWN_VALUE : stored;
  }
}
