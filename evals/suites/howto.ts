import { join } from "node:path";
import { createTenant } from "../../src/access/tenants.ts";
import { type App, createApp, SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Turn } from "../../src/copilot/decide/matter.ts";
import { citedPassages, type Proposal, saidSentences } from "../../src/copilot/proposal.ts";
import type { CopilotRequest } from "../../src/copilot/request.ts";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { importFolder } from "../../src/jobs/demo.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { compareWithBaseline } from "../baseline.ts";
import { answerPlaces, HowToCase } from "../howto-cases.ts";
import { type CaseId, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { contains } from "../scorers/containment.ts";

interface Given {
  readonly id: CaseId;
  readonly action: Proposal["decision"]["action"];
  readonly contains: boolean;
  readonly cites: boolean;
  readonly leaks: boolean;
  readonly ms: number;
  readonly answerability: number;
  /** Where the search placed the first article that answers, from 1; 0 when it did not find it. */
  readonly place: number;
  /** Whether what an agent is shown in place of a draft holds the answering sentence; null where there is no such thing. */
  readonly nearest: boolean | null;
  /** Whether a found passage holds the answering sentence. */
  readonly held: boolean;
  /** What kept it from being sent. */
  readonly stops: readonly string[];
  readonly answer: string;
}

const OWN_CASES = join(import.meta.dirname, "../cases/howto.jsonl");

/**
 * How-to questions through the whole product without a model: who is answered at once, and whether that answer answers.
 * With `after` each comes a second time, in a chat in which another one was answered.
 */
export const run: Suite = async ({ cases, kb, out, after }) => {
  const rows = readJsonl(cases ?? OWN_CASES, HowToCase);
  const { app, tenantId } = await openApp(kb ?? SAMPLE_KNOWLEDGE);
  await ask(app, tenantId, rows[0]!);
  const given: Given[] = [];
  for (const row of rows) given.push(await ask(app, tenantId, row));
  const later: Given[] = [];
  for (const [i, row] of after ? rows.entries() : []) {
    later.push(await ask(app, tenantId, row, exchangeBefore(rows, given, i)));
  }
  await app.stop(0);
  await app.db.close();
  writeJsonl(out, after ? later : given);
  const figures = { ...figuresOf(rows, given), ...(after ? afterFigures(rows, later) : {}) };
  return cases === undefined ? compareWithBaseline("howto", figures) : figures;
};

async function openApp(folder: string): Promise<{ app: App; tenantId: string }> {
  const db = await openEmbedded(null);
  await migrate(db);
  const app = await createApp(readConfig({}), db, { clock: systemClock, log: silentLogger, model: null });
  const { tenantId } = await createTenant(app, { slug: "evals", name: "Evals" });
  const job = await importFolder(
    app,
    tenantId,
    { folder, source: "sample" },
    () => undefined,
    new AbortController().signal,
  );
  if (job.status !== "done") throw new Error(`The import ended as ${job.status}: ${job.error}`);
  return { app, tenantId };
}

async function ask(app: App, tenantId: string, row: HowToCase, before: readonly Turn[] = []): Promise<Given> {
  const began = performance.now();
  const request = { ...requestOf(row), turns: [...before, { role: "customer", text: row.text } as const] };
  const proposal = await app.copilot(tenantId, request, new AbortController().signal);
  const ms = performance.now() - began;
  const pieces = saidSentences(proposal).flatMap(({ kind, text }) => (kind === "fact" ? [text] : []));
  const nearest = proposal.draft.nearest?.map(({ text }) => text);
  const cited = citedPassages(proposal);
  const { passages } = proposal.retrieved;
  const sources = answerPlaces(row);
  const said = sources.filter(({ sentence }) => contains(pieces, sentence));
  return {
    id: row.id,
    action: proposal.decision.action,
    contains: said.length > 0,
    cites: said.some(({ article }) => cited.some(({ path }) => path === article)),
    leaks: passages.some(({ audience }) => audience === "internal"),
    ms: Number(ms.toFixed(1)),
    answerability: Number(proposal.retrieved.answerability.toFixed(3)),
    place: 1 + passages.findIndex(({ path }) => sources.some(({ article }) => article === path)),
    nearest: nearest === undefined ? null : sources.some(({ sentence }) => contains(nearest, sentence)),
    held: sources.some(({ sentence }) => passages.some(({ text }) => contains([text], sentence))),
    stops: proposal.decision.reasons.flatMap(({ code }) => (/^(?:stop|handoff)\./.test(code) ? [code] : [])),
    answer: pieces.join("\n"),
  };
}

/** Rows between a question and the one before it in the chat: neighbours are about the same page. */
const APART = 37;

/** Another question of the set that was answered, in the same language, with its answer. */
function exchangeBefore(rows: readonly HowToCase[], given: readonly Given[], at: number): Turn[] {
  for (let i = 1; i < rows.length; i += 1) {
    const other = (at + APART + i) % rows.length;
    const { text, lang } = rows[other]!;
    if (other === at || lang !== rows[at]!.lang || given[other]!.action !== "auto") continue;
    return [
      { role: "customer", text },
      { role: "agent", text: given[other]!.answer },
    ];
  }
  return [];
}

/** A contract customer in the web chat. */
const requestOf = ({ text, facts }: HowToCase): CopilotRequest => ({
  channel: "web",
  turns: [{ role: "customer", text }],
  customer: {
    class: "B",
    content: "contract",
    contractPlan: null,
    customModule: false,
    audiences: ["public", "customer"],
    product: facts.product ?? null,
    edition: facts.edition ?? null,
    version: facts.version ?? null,
    deployment: null,
    owned: [],
  },
  conversation: { handedOver: false, humanReplied: false, clarifications: 0 },
});

const share = (part: number, all: number): number => Number((part / Math.max(1, all)).toFixed(4));

function figuresOf(rows: readonly HowToCase[], given: readonly Given[]): Figures {
  const those = (test: (row: HowToCase) => boolean) => given.filter((_, i) => test(rows[i]!));
  const internal = those((row) => row.internal);
  const unanswerable = those((row) => row.unanswerable);
  const near = given.filter(({ nearest }) => nearest !== null);
  const answered = (some: readonly Given[]) => some.filter(({ action }) => action === "auto").length;
  const times = given.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    cases: rows.length,
    ...howtoFigures(
      "",
      those((row) => row.article !== undefined),
    ),
    ...howtoFigures(
      "zh ",
      those((row) => row.article !== undefined && row.lang === "zh"),
    ),
    ...howtoFigures(
      "en ",
      those((row) => row.article !== undefined && row.lang === "en"),
    ),
    ...howtoFigures(
      "held-out ",
      those((row) => row.article !== undefined && row.heldOut),
    ),
    auto_on_internal: answered(internal),
    internal_n: internal.length,
    internal_retrieved: internal.filter(({ leaks }) => leaks).length,
    auto_on_unanswerable: answered(unanswerable),
    unanswerable_n: unanswerable.length,
    nearest_shown_n: near.length,
    nearest_right: share(near.filter(({ nearest }) => nearest).length, near.length),
    ms_p50: times[Math.floor(times.length / 2)]!,
    ms_p95: times[Math.floor(times.length * 0.95)]!,
  };
}

function afterFigures(rows: readonly HowToCase[], given: readonly Given[]): Figures {
  const unanswerable = given.filter((_, i) => rows[i]!.unanswerable || rows[i]!.internal);
  return {
    ...howtoFigures(
      "after another ",
      given.filter((_, i) => rows[i]!.article !== undefined),
    ),
    "after another auto_on_unanswerable": unanswerable.filter(({ action }) => action === "auto").length,
  };
}

function howtoFigures(prefix: string, some: readonly Given[]): Figures {
  const by = (action: Given["action"]) => some.filter((one) => one.action === action);
  const answered = by("auto");
  return {
    [`${prefix}n`]: some.length,
    [`${prefix}answered`]: share(answered.length, some.length),
    [`${prefix}right_of_answered`]: share(
      answered.filter(({ contains, cites }) => contains && cites).length,
      answered.length,
    ),
    [`${prefix}drafts_right`]: share(some.filter(({ contains }) => contains).length, some.length),
    // By a draft, or by what is shown in place of one.
    [`${prefix}agents_told`]: share(some.filter(({ contains, nearest }) => contains || nearest).length, some.length),
    [`${prefix}clarified`]: by("clarify").length,
    [`${prefix}proposed`]: by("propose").length,
    [`${prefix}handed_over`]: by("hand_over").length,
  };
}
