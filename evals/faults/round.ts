import type { Random } from "../random.ts";
import { callerWith, createTarget, pause } from "./caller.ts";
import type { Cast } from "./cast.ts";
import { startLoad } from "./load.ts";
import type { Place } from "./place.ts";
import { type Findings, reconcile } from "./reconcile.ts";
import { startAndKill, startServer } from "./server-process.ts";
import { waitUntilSettled } from "./settle.ts";

export interface RoundResult {
  readonly findings: Findings;
  /** What happened, for the log. */
  readonly story: string;
}

/** A start can die too: in one round of four the first restart is killed before it may be ready. */
const DIES_AGAIN = 0.25;

/** One round: load, kill -9 at a random moment, restart, let everybody finish, settle, stop, compare. */
export async function runRound(place: Place, cast: Cast, random: Random): Promise<RoundResult> {
  const target = createTarget();
  const first = await startServer(place.env);
  target.set(first.url);
  const load = await startLoad(cast, target, random);
  const killedAfter = random.between(300, 6_000);
  await pause(killedAfter);
  target.set(null);
  await first.kill();
  const again = random.next() < DIES_AGAIN ? random.between(50, 2_500) : null;
  if (again !== null) await startAndKill(place.env, again);
  const second = await startServer(place.env);
  target.set(second.url);
  await load.finish();
  const settledIn = await waitUntilSettled(callerWith(target, { authorization: `Bearer ${cast.key}` }));
  const code = await second.stop();
  const db = await place.open();
  const findings = await reconcile(db, cast, load.ledger).finally(() => db.close());
  if (code !== 0) findings.broken.push(`the process stopped with ${code}`);
  const { messages, replies, notes } = load.ledger;
  const story = [
    `${messages.size} messages, ${replies.length} replies, ${notes.length} notes confirmed`,
    `killed after ${Math.round(killedAfter)} ms${again === null ? "" : " and again while starting"}`,
    `settled in ${Math.round(settledIn)} ms`,
  ].join("; ");
  return { findings, story };
}
