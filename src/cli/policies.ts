import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { replay } from "../jobs/policy-dry-run.ts";
import { DomainError } from "../kernel/errors.ts";
import { parsePolicy, problemFields } from "../policy/parse.ts";
import { POLICY_KINDS } from "../policy/policies.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

const DAYS = 30;
const MOST = 1_000;

/** Decides a tenant's requests of the last 30 days again under a changed policy file, and prints what would differ. */
export async function dryRunPolicyCommand({ values, words: [file], say, withApp }: Call): Promise<number> {
  const kind = POLICY_KINDS.find((one) => file !== undefined && basename(file, extname(file)) === one);
  if (file === undefined || kind === undefined || values.tenant === undefined)
    throw usage(`Name the file by its kind (${POLICY_KINDS.join(", ")}): policy dry-run sla.yaml --tenant acme`);
  const { content, problems } = parsePolicy(kind, { name: file, text: await readFile(file, "utf8") });
  if (content === null)
    throw new DomainError(
      "invalid",
      problemFields(problems)
        .map(({ field, reason }) => `${field}: ${reason}`)
        .join("\n"),
    );
  const slug = values.tenant;
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    const since = new Date(app.clock.now().getTime() - DAYS * 86_400_000);
    const deps = { db: app.db, policies: app.tickets.policies };
    const tried = { kind, content, since, most: MOST };
    const result = await replay(deps, tenantId, tried, async () => {}, new AbortController().signal);
    if (values.json) {
      say(JSON.stringify(result));
      return 0;
    }
    say(`${result.changed} of ${result.decided} requests of the last ${DAYS} days would be decided differently.`);
    if (result.skipped > 0) say(`${result.skipped} requests of an earlier release cannot be decided again.`);
    for (const { field, from, to, count } of result.totals) say(`  ${count} × ${field}: ${from} → ${to}`);
    return 0;
  });
}
