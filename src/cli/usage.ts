import { readUsage, setBudget } from "../access/model-usage.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

/** Prints what models used this month, and the budget. */
export async function showUsageCommand({ values, say, withApp }: Call): Promise<number> {
  const slug = values.tenant;
  if (slug === undefined) throw usage("Say whose: usage show --tenant acme");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    say(JSON.stringify(await readUsage(app, systemCtx(tenantId, "cli"), app.clock.now()), null, 2));
    return 0;
  });
}

/** Sets the monthly limits; `none` lifts one, and what is not named is lifted as well. */
export async function setBudgetCommand({ values, say, withApp }: Call): Promise<number> {
  const slug = values.tenant;
  if (slug === undefined || (values.tokens === undefined && values["money-micros"] === undefined))
    throw usage("Say whose and how much: usage budget --tenant acme --tokens 5000000 [--money-micros 80000000]");
  const budget = { monthlyTokens: limitOf(values.tokens), monthlyMicros: limitOf(values["money-micros"]) };
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    await setBudget(app, systemCtx(tenantId, "cli"), budget);
    say(JSON.stringify(budget));
    return 0;
  });
}

function limitOf(word: string | undefined): number | null {
  if (word === undefined || word === "none") return null;
  if (/^\d{1,15}$/.test(word)) return Number(word);
  throw usage(`A limit is a whole number or none, not ${word}.`);
}
