import { type DomainError, invalid } from "../../kernel/errors.ts";
import { fold } from "../../kernel/fold.ts";
import { familyProducts, type TaxonomyPolicy, unitTree } from "../../policy/taxonomy.ts";

/** Stands for a product or module that nobody knows. */
export const UNKNOWN = -1;

export type Kind = TaxonomyPolicy["kinds"][number];
type Unit = NonNullable<TaxonomyPolicy["organisations"]>[number];
type Family = NonNullable<TaxonomyPolicy["productFamilies"]>[number];

/** A published taxonomy made ready for looking up. Codes are what people and programs see, ordinals what is stored. */
export interface Taxonomy {
  readonly kinds: readonly Kind[];
  readonly policy: TaxonomyPolicy;
  /** One more than the highest ordinal of a kind, retired ones included: the length of a vector of counts. */
  readonly width: number;
  kind(code: string): Kind | undefined;
  kindAt(ordinal: number): Kind | undefined;
  /** The kind that a label leads to now: its own, or the one it was merged into; undefined when it is given no more. */
  heir(code: string): Kind | undefined;
  /** Where tags with a retired ordinal go; null for nowhere. */
  readonly moved: ReadonlyMap<number, Kind | null>;
  product(name: string | null | undefined): number;
  module(product: number, name: string | null | undefined): number;
  serviceModule(code: string): number;
  /** Values as people see them (`panheng-erp`, `panheng-erp/finance`), and back; undefined when there is none. */
  readonly codes: Readonly<Record<"product" | "module" | "serviceModule", ReadonlyMap<number, string>>>;
  /** The unit that a team belongs to; the team itself without one. */
  unitOf(team: string): string;
  /** A unit with all below it, and their teams; the code alone when it is no unit. */
  unitTree(code: string): readonly string[];
  readonly units: readonly Unit[];
  readonly families: readonly Family[];
  /** The codes of all products of a family and of the families below it; none when it is no family. */
  familyProducts(code: string): readonly string[];
}

/** Looks names up by code or by either name, whatever their case. */
const byName = (nodes: readonly { ordinal: number; code: string; name: { zh: string; en: string } }[]) => {
  const found = new Map<string, number>();
  for (const { ordinal, code, name } of nodes)
    for (const key of [name.en, name.zh, code]) found.set(fold(key), ordinal);
  return (name: string | null | undefined): number => (name ? (found.get(fold(name)) ?? UNKNOWN) : UNKNOWN);
};

/** Says that there is no such tag, and which there are. */
export const unknownTag = ({ kinds }: Taxonomy, tag: string): DomainError =>
  invalid("tag", `there is no tag ${tag}; the taxonomy has ${kinds.map(({ code }) => code).join(", ")}`);

const made = new WeakMap<TaxonomyPolicy, Taxonomy>();

/** The taxonomy of a policy; made once for each policy object. */
export function taxonomyOf(policy: TaxonomyPolicy): Taxonomy {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const fresh = createTaxonomy(policy);
  made.set(policy, fresh);
  return fresh;
}

function createTaxonomy(policy: TaxonomyPolicy): Taxonomy {
  const {
    kinds,
    products,
    serviceModules,
    moved = [],
    organisations: units = [],
    productFamilies: families = [],
  } = policy;
  const byCode = new Map<string, Kind>(kinds.map((kind) => [kind.code, kind]));
  const byOrdinal = new Map(kinds.map((kind) => [kind.ordinal, kind]));
  const goesTo = new Map(moved.map(({ code, to }) => [code, to]));
  const modulesOf = new Map(products.map(({ ordinal, modules }) => [ordinal, byName(modules)]));
  const teams = new Map(units.flatMap(({ code, teams: held = [] }) => held.map((team) => [team, code] as const)));
  const alive = (kind: Kind | undefined) => (kind?.deprecated ? undefined : kind);
  return {
    kinds,
    policy,
    width: 1 + Math.max(...kinds.map(({ ordinal }) => ordinal), ...policy.retired.kinds),
    kind: (code) => byCode.get(code),
    kindAt: (ordinal) => byOrdinal.get(ordinal),
    heir: (code) => alive(byCode.get(code) ?? byCode.get(goesTo.get(code) ?? "")),
    moved: new Map(moved.map(({ ordinal, to }) => [ordinal, to === null ? null : (byCode.get(to) ?? null)])),
    product: byName(products),
    module: (product, name) => modulesOf.get(product)?.(name) ?? UNKNOWN,
    serviceModule: (code) => serviceModules.find((node) => node.code === code)?.ordinal ?? UNKNOWN,
    codes: {
      product: new Map(products.map(({ ordinal, code }) => [ordinal, code])),
      module: new Map(
        products.flatMap(({ code: product, modules }) =>
          modules.map(({ ordinal, code }) => [ordinal, `${product}/${code}`] as const),
        ),
      ),
      serviceModule: new Map(serviceModules.map(({ ordinal, code }) => [ordinal, code])),
    },
    unitOf: (team) => teams.get(team) ?? team,
    unitTree: (code) => unitTree(policy, code),
    units,
    families,
    familyProducts: (code) => familyProducts(policy, code),
  };
}
