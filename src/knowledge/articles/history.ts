import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { withoutFrontMatter } from "../parse/front-matter.ts";
import { draftOf } from "./store/drafts.ts";
import { articleAt } from "./store/read.ts";
import { type VersionRow, versionsOf, versionText } from "./store/versions.ts";
import { type DiffLine, diffLines } from "./text-diff.ts";
import type { ArticleDeps } from "./verbs.ts";

const NEWEST = 2_147_483_647;

/** Who wrote which version, when and why; newest first. */
export async function articleHistory(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  page: { readonly before?: number; readonly limit: number },
): Promise<VersionRow[]> {
  if (!isUuid(id)) throw notFound("Article", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await articleAt(tx, id))) throw notFound("Article", id);
    return versionsOf(tx, id, page.before ?? NEWEST, page.limit);
  });
}

/** Facts that differ between two versions, by their names. */
export interface ScopeChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface ArticleDiff {
  readonly lines: readonly DiffLine[];
  readonly facts: readonly ScopeChange[];
}

/** What changed from one version to another, or to the draft: lines, and words within changed lines. */
export async function articleDiff(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  from: number,
  to: number | "draft",
): Promise<ArticleDiff> {
  if (!isUuid(id)) throw notFound("Article", id);
  const [before, after] = await inTenant(deps.db, ctx.tenantId, async (tx) => [
    from === 0 ? EMPTY : await versionText(tx, id, from),
    to === "draft" ? await draftOf(tx, id) : await versionText(tx, id, to),
  ]);
  if (!before) throw notFound("Version", `${from} of article ${id}`);
  if (!after) throw notFound("Version", `${to} of article ${id}`);
  const facts = { before: factsOf(before), after: factsOf(after) };
  return {
    lines: diffLines(...texts(before, after)),
    facts: Object.keys({ ...facts.before, ...facts.after }).flatMap((field) => {
      const change = { field, before: facts.before[field] ?? "", after: facts.after[field] ?? "" };
      return change.before === change.after ? [] : [change];
    }),
  };
}

interface Compared {
  readonly body: string;
  readonly scope: object | null;
}

/**
 * The two texts to compare. An editor has no front matter, a file may: it is left out where one has it and the other not,
 * since what it says is compared as facts.
 */
function texts(...[before, after]: [Compared, Compared]): [string, string] {
  const bare = [bareText(before.body), bareText(after.body)] as const;
  const heads = [before.body !== bare[0], after.body !== bare[1]];
  const known = before.scope !== null && after.scope !== null;
  return known && heads[0] !== heads[1] ? [...bare] : [before.body, after.body];
}

function bareText(body: string): string {
  const rest = withoutFrontMatter(body);
  return rest === body ? body : rest.trimStart();
}

const EMPTY = { title: "", body: "", scope: null };

const factsOf = ({ title, scope }: { readonly title: string; readonly scope: object | null }): Record<string, string> =>
  Object.fromEntries(
    // Versions from before facts were kept with them say nothing of theirs.
    Object.entries({ title, ...scope }).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.join(", ") : String(value ?? ""),
    ]),
  );
