import type { CopilotRequest } from "../../copilot/request.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { DomainError } from "../../kernel/errors.ts";
import { listMessages } from "../../tickets/store/messages.ts";
import { type PastTurn, pastTurns } from "../../tickets/store/replays.ts";
import { readTurn } from "../../tickets/store/tickets.ts";
import { type CopilotParts, createCopilot } from "../copilot.ts";
import { requestOf } from "../propose.ts";
import { type ReplayChange, readChange } from "./change.ts";
import { type ReplayReport, reportOf } from "./compare.ts";

export interface ReplayDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** What the copilot is made of; the change is put in its place. */
  readonly parts: CopilotParts;
}

const MOST_MESSAGES = 200;

/**
 * Asks the last requests again, each once as things are and once with the change, and compares. Nothing is sent, and
 * nothing is stored but what the model calls cost. Throws `invalid` for a change that could not go live, and `canceled`.
 */
export async function replayPast(
  deps: ReplayDeps,
  tenantId: string,
  { change, last }: { readonly change: ReplayChange; readonly last: number },
  onProgress: (done: number, total: number) => Promise<void>,
  signal: AbortSignal,
): Promise<ReplayReport> {
  const { parts } = deps;
  const [turns, read] = await inTenant(deps.db, tenantId, async (tx) => {
    const now = await parts.policies(tx);
    return [await pastTurns(tx, last), readChange(change, now)] as const;
  });
  const asIs = createCopilot({ ...parts, purpose: "tool" });
  const changed = createCopilot({
    ...parts,
    purpose: "tool",
    policies: async (tx) => read.policies(await parts.policies(tx)),
    prompt: read.prompt ?? parts.prompt,
    search: (id) => read.search(parts.search(id)),
  });
  const report = reportOf(change.article !== undefined);
  for (const [i, turn] of turns.entries()) {
    if (signal.aborted) throw new DomainError("canceled", "The replay was canceled.");
    await onProgress(i, turns.length);
    const request = await requestAt(deps, tenantId, turn);
    if (request === null) continue;
    const before = await asIs(tenantId, request, signal);
    const after = await changed(tenantId, request, signal);
    report.add({ ticketId: turn.ticketId, turn: turn.turn }, before, after);
  }
  await onProgress(turns.length, turns.length);
  return report.finish();
}

/** The conversation as it stood when the proposal was made. */
const requestAt = (deps: ReplayDeps, tenantId: string, { ticketId, at }: PastTurn): Promise<CopilotRequest | null> =>
  inTenant(deps.db, tenantId, async (tx) => {
    const now = await readTurn(tx, ticketId);
    const messages = (await listMessages(tx, ticketId, 0, MOST_MESSAGES)).filter(
      ({ createdAt, direction }) => createdAt <= at && direction !== "note",
    );
    if (now === undefined) return null;
    const { ticket, called } = now;
    const heard = messages.findLastIndex(({ direction }) => direction === "in");
    const then = messages.slice(0, heard + 1);
    if (then.length === 0) return null;
    const handedOver = then.some(({ author }) => author.id === "handover");
    return requestOf({ ...ticket, handoffReason: handedOver ? ticket.handoffReason : null }, then, 0, called);
  });
