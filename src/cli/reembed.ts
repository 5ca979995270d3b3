import type { App } from "../app.ts";
import { inTenant } from "../db/tenant.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import {
  cancelReembedding,
  pauseReembedding,
  reembedder,
  resumeReembedding,
  startReembedding,
} from "../knowledge/reembed/change.ts";
import { estimateReembedding, type ReembedEstimate } from "../knowledge/reembed/estimate.ts";
import { reembedProgress } from "../knowledge/reembed/progress.ts";
import { embedTenant } from "../knowledge/reembed/run.ts";
import { type Command, tenantNamed, usage } from "./command.ts";

const USE = "Say knowledge reembed --model NAME [--estimate], or knowledge reembed pause|resume|cancel|show";

/** Embeds a tenant's knowledge base with another model, here and now, or steers the change that a server runs. */
export const reembedCommand: Command = ({ values, words: [verb], say, withApp }) =>
  withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const ctx = systemCtx(tenantId, "cli");
    const deps = app.reembedding;
    if (verb === "pause") {
      await pauseReembedding(deps, ctx);
      say("Paused. It stops at its next batch.");
    } else if (verb === "cancel") {
      await cancelReembedding(deps, ctx);
      say("Cancelled. Search stays with the model that it asks.");
    } else if (verb === "show") await show(app, ctx, say);
    else if (verb === "resume") {
      await resumeReembedding(deps, ctx);
      await runHere(app, ctx, say);
    } else if (verb !== undefined || values.model === undefined) throw usage(USE);
    else {
      const embedder = values.estimate
        ? await reembedder(deps, values.model)
        : await startReembedding(deps, ctx, values.model);
      say(readable(await estimateReembedding(deps, ctx, embedder, priceOf(values["price-micros"], app))));
      if (!values.estimate) await runHere(app, ctx, say);
    }
    return 0;
  });

function priceOf(given: string | undefined, app: App): number {
  if (given === undefined) return app.reembedding.microsPerMillionTokens;
  if (!/^\d{1,12}$/.test(given)) throw usage("--price-micros is a whole number of millionths for a million tokens.");
  return Number(given);
}

const readable = ({ model, passages, tokens, costMicros }: ReembedEstimate): string =>
  `${passages} passages, about ${tokens} tokens for ${model}: ${(costMicros / 1_000_000).toFixed(4)}.`;

/** Embeds with a progress bar on standard error; Ctrl-C loses one batch at most, and `resume` is not needed after it. */
async function runHere(app: App, ctx: Ctx, say: (line: string) => void): Promise<void> {
  const bar = progressBar(process.stderr, "Embedding");
  const { change } = await inTenant(app.db, ctx.tenantId, (tx) => reembedProgress(tx, app.clock.now()));
  const [total, before] = [change?.passages ?? 0, change?.embedded ?? 0];
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  await embedTenant(app.reembedding, ctx, stop.signal, (embedded) =>
    bar.show(Math.min(total, before + embedded), total, null),
  );
  bar.end();
  await show(app, ctx, say);
}

async function show(app: App, ctx: Ctx, say: (line: string) => void): Promise<void> {
  const { models, change } = await inTenant(app.db, ctx.tenantId, (tx) => reembedProgress(tx, app.clock.now()));
  for (const { model, state, embedded, passages } of models)
    say(`${model}: ${state}, ${embedded} of ${passages} passages`);
  if (change !== null && change.state !== "done") {
    const left = change.secondsLeft === null ? "" : `, about ${change.secondsLeft} s left`;
    say(`The change to ${change.model} is ${change.state}${left}.`);
  }
}
