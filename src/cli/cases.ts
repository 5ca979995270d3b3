import { similarToText, withoutPersons } from "../jobs/cases/solved-cases.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

const CASES = 5;
const TEXT = 300;

/** Solved tickets most like a text, with what solved them; personal data is masked. */
export async function casesCommand({ values, words, say, withApp }: Call): Promise<number> {
  const text = words.join(" ").trim();
  if (text === "") throw usage('Say what was asked: cases "怎么反结账？"');
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const found = await similarToText(app, systemCtx(tenantId, "cli"), text, { ticket: null, limit: CASES });
    const cases = found.map((each) => ({ ...each, ...withoutPersons(each) }));
    const line = (told: string) => told.replace(/\s+/g, " ").slice(0, TEXT);
    if (values.json) say(JSON.stringify(cases, null, 2));
    else if (cases.length === 0) say("No solved ticket is like it.");
    else
      for (const { likeness, subject, ticketId, answer, solvedAt } of cases)
        say(`${likeness.toFixed(2)}  ${subject}  (${ticketId}, ${solvedAt.toISOString()})\n      ${line(answer)}`);
    return cases.length > 0 ? 0 : 3;
  });
}
