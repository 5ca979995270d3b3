import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { ReplayChange } from "../jobs/replay/change.ts";
import { MOST_REPLAYED } from "../jobs/replay/job.ts";
import { replayPast } from "../jobs/replay/run.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { POLICY_KINDS } from "../policy/policies.ts";
import { type Call, tenantNamed, usage, type Values } from "./command.ts";

/** Asks a tenant's last requests again with a changed file, and prints what would be otherwise. */
export async function replayCommand({ values, say, withApp }: Call): Promise<number> {
  const slug = values.tenant;
  const last = Number(values.last ?? 200);
  if (slug === undefined || !Number.isInteger(last) || last < 1 || last > MOST_REPLAYED)
    throw usage(
      `Say whose, with what, how many (at most ${MOST_REPLAYED}): replay --tenant acme --policy autonomy.yaml --last 200`,
    );
  const change = await changeOf(values);
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, slug);
    const bar = progressBar(process.stderr, "replay");
    const report = await replayPast(
      app.replays,
      tenantId,
      { change, last },
      async (done, total) => bar.show(done, total),
      new AbortController().signal,
    );
    bar.end();
    if (values.json) {
      say(JSON.stringify(report));
      return 0;
    }
    say(`${report.changed} of ${report.asked} requests would go otherwise.`);
    for (const [what, count] of Object.entries(report.counts)) say(`  ${count} × ${what}`);
    for (const { before, after, count } of report.actions)
      if (before !== after) say(`  ${count} × ${before} → ${after}`);
    for (const { ticketId, question, differences } of report.rows.slice(0, 20)) {
      say(`\n${ticketId}  ${question.split("\n")[0]}`);
      for (const { what, before, after } of differences)
        say(`  ${what}:\n    - ${indented(before)}\n    + ${indented(after)}`);
    }
    return 0;
  });
}

const indented = (text: string): string => (text === "" ? "(none)" : text.replaceAll("\n", "\n      "));

async function changeOf({ policy, prompt, article }: Values): Promise<ReplayChange> {
  const kind = POLICY_KINDS.find((one) => policy !== undefined && basename(policy, extname(policy)) === one);
  if (policy !== undefined && kind === undefined)
    throw usage(`Name the policy file by its kind (${POLICY_KINDS.join(", ")}), such as autonomy.yaml`);
  if (policy === undefined && prompt === undefined && article === undefined)
    throw usage("Name what is changed: --policy FILE, --prompt FILE or --article FILE");
  const text = (file: string) => readFile(file, "utf8");
  return ReplayChange.parse({
    ...(policy !== undefined && kind !== undefined ? { policy: { kind, text: await text(policy) } } : {}),
    ...(prompt === undefined ? {} : { prompt: await text(prompt) }),
    ...(article === undefined ? {} : { article: { path: article, text: await text(article) } }),
  });
}
