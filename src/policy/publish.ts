import { createHash } from "node:crypto";
import { recordAudit } from "../access/audit.ts";
import type { ReadTx, Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, type FieldProblem, notFound } from "../kernel/errors.ts";
import { crossFaults, faultsOf, POLICY_KINDS, POLICY_SCHEMAS, type Policies, type PolicyKind } from "./policies.ts";
import {
  holdVersions,
  insertVersion,
  latestVersion,
  listVersions,
  type PolicyRow,
  type PolicyVersion,
  readActive,
  readSource,
  readVersion,
  setActive,
} from "./store.ts";
import { ordinalFaults, StoredOrdinals, type TaxonomyPolicy } from "./taxonomy.ts";
import { policyText } from "./text.ts";

const MAX_VERSION = 2_147_483_647;

/**
 * Stores a new version of one policy and lets it decide from now on. Refuses content that is malformed, leaves a case
 * undecided, or gives an ordinal of the taxonomy to something else. Publishing what already decides changes nothing, unless
 * its text is another one: comments count. `source` is the text that the content was read from, kept as it is.
 */
export async function publishPolicy<Kind extends PolicyKind>(
  deps: { tx: Tx; clock: Clock; ctx: Ctx },
  request: { kind: Kind; content: unknown; note: string; source?: string },
): Promise<{ kind: Kind; version: number; contentHash: string }> {
  const { tx, clock, ctx } = deps;
  const { kind, note, source = null } = request;
  const content = checkedPolicy(kind, request.content);
  await holdVersions(tx);
  const active = await readActive(tx);
  const current = active.find((row) => row.kind === kind);
  const contentHash = hashOf(content);
  if (current?.contentHash === contentHash && (source === null || source === (await policySource(tx, current))))
    return { kind, version: current.version, contentHash };
  refuse(kind, await conflictsWith(tx, kind, content));
  const version = (await latestVersion(tx, kind)) + 1;
  const at = clock.now();
  const stored = await insertVersion(tx, {
    kind,
    version,
    content,
    source,
    contentHash,
    note,
    createdAt: at,
    createdBy: ctx.actor.id,
  });
  if (!stored)
    throw new DomainError("conflict", `Somebody else published ${kind} at the same time. Look at it and try again.`);
  await setActive(tx, kind, version, at, ctx.actor.id);
  await recordAudit(tx, clock, ctx, {
    action: "policy.published",
    object: "policy",
    objectId: kind,
    before: current && { version: current.version, contentHash: current.contentHash },
    after: { version, contentHash, note },
  });
  return { kind, version, contentHash };
}

/** Lets an earlier version decide again. */
export async function activatePolicy(
  deps: { tx: Tx; clock: Clock; ctx: Ctx },
  kind: PolicyKind,
  version: number,
): Promise<void> {
  const { tx, clock, ctx } = deps;
  await holdVersions(tx);
  const row = await readVersion(tx, kind, version);
  if (row === undefined) throw notFound("policy version", `${kind}/${version}`);
  if (row.active) return;
  await publishablePolicy(tx, kind, row.content);
  const before = (await readActive(tx)).find((active) => active.kind === kind);
  await setActive(tx, kind, version, clock.now(), ctx.actor.id);
  await recordAudit(tx, clock, ctx, {
    action: "policy.activated",
    object: "policy",
    objectId: kind,
    before: before && { version: before.version },
    after: { version },
  });
}

/** The policies that decide now, each parsed again, with their versions; kinds never published come from `fallback`. */
export async function activePolicies(
  tx: ReadTx,
  fallback: Policies,
): Promise<{ policies: Policies; versions: Partial<Record<PolicyKind, number>> }> {
  const rows = await readActive(tx);
  const policies = {
    ...fallback,
    ...Object.fromEntries(rows.map((row) => [row.kind, stored(row)])),
  };
  return { policies, versions: Object.fromEntries(rows.map((row) => [row.kind, row.version])) };
}

/** The same for people who look: what can no longer be read comes as it was stored, so that it can be replaced. */
export async function shownPolicies(
  tx: ReadTx,
  fallback: Policies,
): Promise<{ policies: Readonly<Record<PolicyKind, unknown>>; versions: Partial<Record<PolicyKind, number>> }> {
  const rows = await readActive(tx);
  const shown = rows.map(({ kind, content }) => [kind, POLICY_SCHEMAS[kind].safeParse(content).data ?? content]);
  return {
    policies: { ...fallback, ...Object.fromEntries(shown) },
    versions: Object.fromEntries(rows.map((row) => [row.kind, row.version])),
  };
}

/** Content that was published is not the asker's: what is wrong with it is for an operator, who finds it in the log. */
function stored({ kind, version, content }: PolicyRow): unknown {
  const parsed = POLICY_SCHEMAS[kind].safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(
    `Version ${version} of the ${kind} policy cannot be read. Let an earlier one decide, or publish anew.`,
    {
      cause: parsed.error,
    },
  );
}

/** One published version with its content. */
export async function policyVersion(tx: Tx, kind: PolicyKind, version: number): Promise<PolicyRow> {
  const row = await readVersion(tx, kind, version);
  if (row === undefined) throw notFound("Policy version", `${kind}/${version}`);
  return row;
}

/** A version as the text of its file: the one that it was published from, or one written from its content. */
export async function policySource(
  tx: Tx,
  { kind, version, content }: Pick<PolicyRow, "kind" | "version" | "content">,
): Promise<string> {
  // Stored content has lost the order of its keys; one that is no longer valid is shown as it was stored.
  return (await readSource(tx, kind, version)) ?? policyText(POLICY_SCHEMAS[kind].safeParse(content).data ?? content);
}

/** Versions of one kind, newest first; `before` is a version to go on from. */
export const policyHistory = (
  tx: Tx,
  kind: PolicyKind,
  page: { before?: number; limit: number },
): Promise<PolicyVersion[]> => listVersions(tx, kind, page.before ?? MAX_VERSION, page.limit);

/** The content as a policy that may decide beside the others. Throws as `publishPolicy` would, and stores nothing. */
export async function publishablePolicy<Kind extends PolicyKind>(
  tx: Tx,
  kind: Kind,
  content: unknown,
): Promise<Policies[Kind]> {
  const checked = checkedPolicy(kind, content);
  refuse(kind, await conflictsWith(tx, kind, checked));
  return checked;
}

/** The given policies with other content for one kind. Throws as `publishPolicy` would, and stores nothing. */
export async function changedPolicies(
  tx: Tx,
  policies: Policies,
  kind: PolicyKind,
  content: unknown,
): Promise<Policies> {
  return { ...policies, [kind]: await publishablePolicy(tx, kind, content) };
}

/** What policies were read from. */
export type PolicyTexts = Readonly<Partial<Record<PolicyKind, string>>>;

/** Publishes every policy of a new tenant, with the texts that they were read from where there are any. */
export async function publishAll(
  deps: { tx: Tx; clock: Clock; ctx: Ctx },
  policies: Policies,
  note: string,
  texts: PolicyTexts = {},
): Promise<void> {
  for (const kind of FIRST_TO_LAST) {
    const source = texts[kind];
    await publishPolicy(deps, { kind, content: policies[kind], note, ...(source === undefined ? {} : { source }) });
  }
}

/** The catalogue names rows of other policies, so it comes last. */
const FIRST_TO_LAST: readonly PolicyKind[] = [...POLICY_KINDS.filter((kind) => kind !== "catalogue"), "catalogue"];

/** The content as a policy of its kind. Throws `invalid` with every fault that can be told without other policies. */
export function checkedPolicy<Kind extends PolicyKind>(kind: Kind, content: unknown): Policies[Kind] {
  const parsed = POLICY_SCHEMAS[kind].safeParse(content);
  if (parsed.success) {
    refuse(
      kind,
      faultsOf(kind, parsed.data).map((reason) => ({ field: "", reason })),
    );
    return parsed.data;
  }
  throw refusal(
    kind,
    parsed.error.issues.map((issue) => ({ field: issue.path.join("/"), reason: issue.message })),
  );
}

/** What the new content breaks in the policies around it. */
async function conflictsWith<Kind extends PolicyKind>(
  tx: Tx,
  kind: Kind,
  content: Policies[Kind],
): Promise<FieldProblem[]> {
  const active = await readActive(tx);
  // One that can no longer be read must not keep another from being published, least of all the one in its place.
  const around = Object.fromEntries(
    active.map((row) => [row.kind, POLICY_SCHEMAS[row.kind].safeParse(row.content).data]),
  ) as Partial<Policies>;
  const all = { ...around, [kind]: content } as Partial<Policies>;
  const { catalogue, sla, approval } = all;
  const crossed = catalogue && sla && approval ? crossFaults({ catalogue, sla, approval }) : [];
  const before = StoredOrdinals.safeParse(active.find((row) => row.kind === "taxonomy")?.content).data;
  const moved = kind === "taxonomy" && before ? ordinalFaults(before, content as TaxonomyPolicy) : [];
  return [...crossed, ...moved].map((reason) => ({ field: "", reason }));
}

function refuse(kind: PolicyKind, problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw refusal(kind, problems);
}

const refusal = (kind: PolicyKind, problems: readonly FieldProblem[]): DomainError =>
  new DomainError(
    "invalid",
    `The ${kind} policy cannot be published: ${problems[0]?.reason ?? "it is malformed"}.`,
    problems,
  );

/** SHA-256 over the content with sorted keys, in hex: equal meaning, equal hash, also after a trip through jsonb. */
const hashOf = (content: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(sorted(content)))
    .digest("hex");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, sorted(held)]));
}
