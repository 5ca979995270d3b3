import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import type { Policies } from "./policies.ts";
import { publishPolicy, shownPolicies } from "./publish.ts";
import { holdVersions, readSource } from "./store.ts";
import { withValue } from "./text.ts";

/**
 * Throws or releases the switch that silences the bot for the whole tenant, as a new version of the autonomy policy. It
 * holds for every proposal that is applied after this transaction, also for those under way.
 */
export async function setSilence(
  deps: { readonly tx: Tx; readonly clock: Clock; readonly ctx: Ctx },
  fallback: Policies,
  silence: boolean,
): Promise<{ readonly silence: boolean; readonly version: number }> {
  await holdVersions(deps.tx);
  const { policies, versions } = await shownPolicies(deps.tx, fallback);
  const written = await readSource(deps.tx, "autonomy", versions.autonomy ?? 0);
  const source = written === null ? null : withValue(written, "silence", silence);
  const note = silence ? "The bot is silenced." : "The bot may speak again.";
  const content = { ...(policies.autonomy as Policies["autonomy"]), silence };
  const { version } = await publishPolicy(deps, {
    kind: "autonomy",
    content,
    note,
    ...(source === null ? {} : { source }),
  });
  return { silence, version };
}
