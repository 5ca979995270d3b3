import { SAMPLE_KNOWLEDGE } from "../app.ts";
import { ensureDemoTenant } from "../jobs/demo.ts";
import { importDemoHistory } from "../jobs/demo-history/run.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { foldFacts } from "../reports/facts/fold.ts";
import { foldTenant } from "../voc/fold.ts";
import { findThemes } from "../voc/themes/themes.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

const MOST_MONTHS = 36;
const MOST_TICKETS = 100_000;

/** Fills the demo tenant with months of invented tickets; a second time nothing is added. */
export async function demoHistory({ values, say, withApp }: Call): Promise<number> {
  const months = whole("--months", values.months ?? "12", 1, MOST_MONTHS);
  const seed = whole("--seed", values.seed ?? "7", 0, 2_147_483_647);
  const tickets = values.tickets === undefined ? {} : { tickets: whole("--tickets", values.tickets, 10, MOST_TICKETS) };
  return withApp(null, async (app) => {
    const { tenantId } =
      values.tenant === undefined
        ? await ensureDemoTenant(app, SAMPLE_KNOWLEDGE)
        : await tenantNamed(app, values.tenant);
    const bar = progressBar(process.stderr, "Writing the history");
    const plan = await importDemoHistory(
      app,
      systemCtx(tenantId, "demo-history"),
      { months, seed, ...tickets },
      bar.show,
    );
    bar.end();
    const counting = progressBar(process.stderr, "Measuring");
    const measured = (done: number) => counting.show(Math.min(done, plan.tickets), plan.tickets);
    await foldFacts({ db: app.db, policies: app.tickets.policies }, tenantId, new Date(0), undefined, measured);
    counting.end();
    await foldTenant(app, tenantId);
    await findThemes({ db: app.db, clock: app.clock, policies: app.tickets.policies }, tenantId);
    say(`${plan.tickets} tickets from ${plan.from.toISOString()} to ${plan.until.toISOString()}, seed ${seed}.`);
    return 0;
  });
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw usage(`${option} is a whole number from ${least} to ${most}.`);
}
