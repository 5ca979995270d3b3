import { z } from "zod";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid } from "../../kernel/errors.ts";
import { publishPolicy } from "../../policy/publish.ts";
import { rewrittenText } from "../../policy/rewrite.ts";
import { holdVersions, readActiveSource } from "../../policy/store.ts";
import { Bilingual, Code } from "../../policy/table.ts";
import { type TaxonomyPolicy, VOC_GROUPS } from "../../policy/taxonomy.ts";
import type { VocDeps } from "../deps.ts";
import { startBackfill } from "./backfill.ts";

const Words = z.array(z.string().trim().min(2).max(60)).min(1).max(100);
const NewTag = { code: Code, name: Bilingual, words: Words.optional() };

/** One change of the tags that there are. The past follows: a backfill brings every ticket under the new taxonomy. */
export const TaxonomyChange = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("add"), ...NewTag, group: z.enum(VOC_GROUPS) }),
  z.strictObject({ type: z.literal("merge"), from: Code, into: Code }),
  /** Takes the requests with these words out of a tag and gives them to a new one. */
  z.strictObject({ type: z.literal("split"), from: Code, into: z.strictObject({ ...NewTag, words: Words }) }),
  z.strictObject({ type: z.literal("rename"), tag: Code, name: Bilingual }),
  z.strictObject({ type: z.literal("deprecate"), tag: Code, deprecated: z.boolean().default(true) }),
  z.strictObject({ type: z.literal("words"), tag: Code, words: Words }),
]);
export type TaxonomyChange = z.infer<typeof TaxonomyChange>;

/** What a change led to: the version that counts now, and the backfill that brings the past along. */
export interface ChangedTaxonomy {
  readonly version: number;
  readonly backfillId: string;
}

/** Publishes the changed taxonomy and starts its backfill, in one transaction. Throws `invalid` for unknown tags. */
export const changeTaxonomy = (deps: VocDeps, ctx: Ctx, change: TaxonomyChange): Promise<ChangedTaxonomy> =>
  inTenant(deps.db, ctx.tenantId, (tx) => changeTaxonomyIn(deps, tx, ctx, change));

/** The same within a transaction that is open. */
export async function changeTaxonomyIn(
  deps: VocDeps,
  tx: Tx,
  ctx: Ctx,
  change: TaxonomyChange,
): Promise<ChangedTaxonomy> {
  await holdVersions(tx);
  const { taxonomy } = await deps.policies(tx);
  const content = changed(taxonomy, change);
  const note = `${change.type} ${"tag" in change ? change.tag : "from" in change ? change.from : change.code}`;
  const text = await readActiveSource(tx, "taxonomy");
  const source = text === null ? null : rewrittenText("taxonomy", text, content);
  const { version } = await publishPolicy(
    { tx, clock: deps.clock, ctx },
    { kind: "taxonomy", content, note, ...(source === null ? {} : { source }) },
  );
  return { version, backfillId: await startBackfill(deps, tx, ctx, { version, reason: note }) };
}

/** The policy after a change. Ordinals are never used again: a tag that goes leaves its own in `retired`. */
export function changed(policy: TaxonomyPolicy, change: TaxonomyChange): TaxonomyPolicy {
  switch (change.type) {
    case "add": {
      const { type: _, words, ...kind } = change;
      return withKind(policy, { ...kind, ...(words ? { words } : {}) });
    }
    case "split": {
      const { group } = kindOf(policy, change.from);
      return withKind(policy, { ...change.into, group, splitFrom: change.from });
    }
    case "merge":
      return merged(policy, change.from, change.into);
    case "rename":
      return mapped(policy, change.tag, (kind) => ({ ...kind, name: change.name }));
    case "deprecate":
      return mapped(policy, change.tag, ({ deprecated: _, ...kind }) =>
        change.deprecated ? { ...kind, deprecated: true } : kind,
      );
    case "words":
      return mapped(policy, change.tag, (kind) => ({
        ...kind,
        words: [...new Set([...(kind.words ?? []), ...change.words])].slice(0, 100),
      }));
  }
}

type Kind = TaxonomyPolicy["kinds"][number];

function kindOf(policy: TaxonomyPolicy, code: string): Kind {
  const kind = policy.kinds.find((one) => one.code === code);
  if (kind !== undefined) return kind;
  throw invalid("tag", `there is no tag ${code}; the taxonomy has ${policy.kinds.map((one) => one.code).join(", ")}`);
}

function withKind(policy: TaxonomyPolicy, kind: Omit<Kind, "ordinal">): TaxonomyPolicy {
  if (policy.kinds.some(({ code }) => code === kind.code))
    throw new DomainError("conflict", `There is a tag ${kind.code} already.`, [{ field: "code", reason: "taken" }]);
  const ordinal = 1 + Math.max(...policy.kinds.map((one) => one.ordinal), ...policy.retired.kinds);
  const { moved, ...rest } = policy;
  const left = moved?.filter(({ code }) => code !== kind.code);
  return { ...rest, ...(left ? { moved: left } : {}), kinds: [...policy.kinds, { ...kind, ordinal }] };
}

function mapped(policy: TaxonomyPolicy, code: string, map: (kind: Kind) => Kind): TaxonomyPolicy {
  const target = kindOf(policy, code);
  return { ...policy, kinds: policy.kinds.map((kind) => (kind === target ? map(kind) : kind)) };
}

function merged(policy: TaxonomyPolicy, from: string, into: string): TaxonomyPolicy {
  const [gone, heir] = [kindOf(policy, from), kindOf(policy, into)];
  if (gone === heir) throw invalid("into", "a tag cannot be merged into itself");
  const words = [...new Set([...(heir.words ?? []), ...(gone.splitFrom === undefined ? (gone.words ?? []) : [])])];
  const kinds = policy.kinds
    .filter((kind) => kind !== gone)
    .map((kind) => {
      const { splitFrom, ...rest } = kind;
      const follows = kind === heir && words.length > 0 ? { ...kind, words: words.slice(0, 100) } : kind;
      if (splitFrom !== from) return follows;
      // What was split from the tag that goes is now split from its heir; the heir itself from nothing.
      return kind === heir ? { ...rest } : { ...kind, splitFrom: into };
    });
  const moved = (policy.moved ?? []).map((one) => (one.to === from ? { ...one, to: into } : one));
  return {
    ...policy,
    kinds,
    moved: [...moved, { code: gone.code, ordinal: gone.ordinal, to: into }],
    retired: { ...policy.retired, kinds: [...policy.retired.kinds, gone.ordinal] },
  };
}
