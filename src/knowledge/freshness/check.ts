import { createHash } from "node:crypto";
import { recordAudit } from "../../access/audit.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { compileContent, editableBody } from "../articles/content.ts";
import { authorOf } from "../articles/edit.ts";
import { scopeOf } from "../articles/read.ts";
import { type ArticleRow, articlesWithBody } from "../articles/store/read.ts";
import { createSlices } from "../import/slices.ts";
import { type Claim, claimsOf, type StepList } from "./claims.ts";
import { type Conflict, findConflicts, keyOf } from "./conflicts.ts";
import {
  checkedFingerprint,
  dismissConflict,
  noteChecked,
  publishedAfter,
  publishedFingerprint,
  replaceConflicts,
} from "./store/conflicts.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

const FIRST = "00000000-0000-0000-0000-000000000000";
const PAGE = 20;
/** Contradictions kept; a list of more would not be read. */
const MOST = 500;

/**
 * Compares all published articles with each other, when something was published since the last time and no import is
 * at work. Gives the number of contradictions, or null when there was nothing to do.
 */
export async function checkConflicts(deps: Deps, ctx: Ctx, signal?: AbortSignal): Promise<number | null> {
  const { now, before } = await inTenant(deps.db, ctx.tenantId, async (tx) => ({
    now: await publishedFingerprint(tx),
    before: await checkedFingerprint(tx),
  }));
  if (now.busy || now.fingerprint === before) return null;
  const { claims, lists } = await allClaims(deps, ctx, signal);
  const found = (await findConflicts(claims, lists)).slice(0, MOST);
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const at = deps.clock.now();
    const rows = found.map((conflict) => ({ ...conflict, id: newId(at), keyHash: hashOf(conflict) }));
    await replaceConflicts(tx, rows, at);
    await noteChecked(tx, now.fingerprint, at);
  });
  return found.length;
}

const hashOf = (conflict: Conflict): string => createHash("sha256").update(keyOf(conflict)).digest("base64url");

async function allClaims(
  deps: Deps,
  ctx: Ctx,
  signal: AbortSignal | undefined,
): Promise<{ claims: Claim[]; lists: StepList[] }> {
  const claims: Claim[] = [];
  const lists: StepList[] = [];
  const breathe = createSlices();
  for (let last: string | undefined = FIRST; last !== undefined; ) {
    signal?.throwIfAborted();
    const after: string = last;
    const rows = await inTenant(deps.db, ctx.tenantId, async (tx) =>
      articlesWithBody(tx, await publishedAfter(tx, after, PAGE)),
    );
    for (const row of rows) {
      const read = claimsOfRow(row);
      claims.push(...read.claims);
      lists.push(...read.lists);
      await breathe();
    }
    last =
      rows.length < PAGE
        ? undefined
        : rows
            .map(({ id }) => id)
            .sort()
            .at(-1);
  }
  return { claims, lists };
}

function claimsOfRow(row: ArticleRow & { readonly body: string }): ReturnType<typeof claimsOf> {
  const scope = scopeOf(row);
  const { title, summary, body } = row;
  const skipped = body.length - editableBody(row.path, body).length;
  const content = { title, summary, body: body.slice(skipped), scope: { ...scope, editions: [...scope.editions] } };
  const { claims, lists } = claimsOf(row.id, compileContent(row.path, content));
  const moved = <Place extends { start: number; end: number }>(place: Place): Place => ({
    ...place,
    start: place.start + skipped,
    end: place.end + skipped,
  });
  return { claims: claims.map(moved), lists: lists.map((list) => ({ ...list, steps: list.steps.map(moved) })) };
}

/** A person says that both articles are right; the pair is not listed again while its texts stay. */
export const dismiss = (deps: Deps, ctx: Ctx, id: string, reason: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await dismissConflict(tx, id, authorOf(ctx), reason))) throw notFound("Conflict", id);
    await recordAudit(tx, deps.clock, ctx, {
      action: "conflict.dismissed",
      object: "article_conflict",
      objectId: id,
      after: { reason },
    });
  });
