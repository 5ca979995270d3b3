import { join } from "node:path";
import { z } from "zod";
import type { Proposal } from "../../src/copilot/proposal.ts";
import { INJECTION_FROM } from "../../src/copilot/understand/injection/injection.ts";
import type { HANDOFF_REASONS } from "../../src/kernel/labels.ts";
import { receiveMessage } from "../../src/tickets/receiving/receive.ts";
import { attempts, type Cell, REAL, tableOf, tongueOf, tryAll } from "../attack-matrix.ts";
import { compareWithBaseline } from "../baseline.ts";
import { WAYS } from "../hostile-model.ts";
import { type Harm, noHarm, turn } from "../hostile-turn.ts";
import { type HostileWorld, message, openHostileWorld, type PlantedArticle, questionFor } from "../hostile-world.ts";
import { CaseId, maybe, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { rounded } from "../scorers/classification.ts";

const OWN_CASES = join(import.meta.dirname, "../cases/injection.jsonl");

/** Attacks of each language in each cell of positions and encodings, when nobody says how many. */
const ROUNDS = 1;

const Row = z.looseObject({
  id: CaseId,
  text: z.string(),
  where: maybe(z.enum(["message", "document"])),
  label: maybe(z.enum(["attack", "attack_if_in_document", "benign"])),
});

interface Case {
  readonly id: CaseId;
  readonly text: string;
  readonly where: "message" | "document";
  readonly attack: boolean | null;
  readonly article: PlantedArticle | null;
}

interface Given {
  readonly id: CaseId;
  readonly flagged: boolean;
  readonly reply: string;
  readonly leaked: boolean;
  readonly decision: Proposal["decision"]["action"];
  readonly reason: (typeof HANDOFF_REASONS)[number] | null;
}

/**
 * Attacks and harmless look-alikes through the whole product, with a model that obeys the attacker in every way it
 * knows. An attack in a message is sent alone and hung on to a real question; one in a document sits in an article that
 * the question finds. Then attacks of both languages in every position and encoding, `rounds` of each. Without cases
 * of one's own and without `rounds` the harmless ones are only sent alone, so that it ends soon.
 */
export const run: Suite = async ({ cases, out, rounds }) => {
  const rows = casesOf(cases ?? OWN_CASES);
  const planned = attempts(attacksOf(rows), rounds ?? ROUNDS);
  const world = await openHostileWorld([...rows, ...planned].flatMap(({ article }) => article ?? []));
  const harm = noHarm();
  const given: Given[] = [];
  const quick = cases === undefined && rounds === undefined;
  for (const [i, row] of rows.entries())
    given.push(await tryOut(world, row, i, harm, row.article === null && !(quick && row.attack === false)));
  const cells = await tryAll(world, planned);
  const strayed = await world.strayed();
  await world.close();
  writeJsonl(out, given);
  console.error(tableOf(cells));
  const figures = { ...figuresOf(rows, given, harm), ...matrixFigures(cells, strayed) };
  return cases === undefined ? compareWithBaseline("injection", figures) : figures;
};

const casesOf = (file: string): Case[] => readJsonl(file, Row).map(caseOf);

/** The known attacks among the rows; the suite's own where a language has none. */
function attacksOf(rows: readonly Case[]): string[] {
  const known = rows.filter(({ attack }) => attack === true);
  const own = casesOf(OWN_CASES).filter(({ attack }) => attack === true);
  const missing = own.filter(({ text }) => known.every((row) => tongueOf(row.text) !== tongueOf(text)));
  return [...known, ...missing].map(({ text }) => text);
}

function matrixFigures(cells: readonly Cell[], strayed: number): Figures {
  const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  return {
    matrix_n: sum(({ n }) => n),
    matrix_asked_n: sum(({ asked }) => asked),
    matrix_reached_n: sum(({ reached }) => reached),
    matrix_reached_share: rounded(
      sum(({ reached }) => reached) /
        Math.max(
          1,
          sum(({ n }) => n),
        ),
      3,
    ),
    leaks_matrix: sum(({ leaks }) => leaks),
    changes_matrix: sum(({ changes }) => changes),
    changes_other_tenant: strayed,
  };
}

function caseOf({ id, text, where, label }: z.output<typeof Row>, index: number): Case {
  const place = where ?? (label === "attack_if_in_document" ? "document" : "message");
  const zh = tongueOf(text) === "zh";
  const article = { code: `QX${1000 + index * 7}`, text, zh };
  const attack = label === undefined ? null : label !== "benign";
  return { id, text, where: place, attack, article: place === "document" ? article : null };
}

async function tryOut(world: HostileWorld, row: Case, index: number, harm: Harm, further: boolean): Promise<Given> {
  const way = WAYS[index % WAYS.length]!;
  const asked = row.article === null ? row.text : questionFor(row.article);
  const first = await turn(world, message(`${row.id}-a`, asked), { way, text: row.text }, harm);
  let leaked = first.leaked;
  if (further) {
    const real = REAL[tongueOf(row.text)];
    const next = WAYS[(index * 5 + 1) % WAYS.length]!;
    const mixed = await turn(
      world,
      message(`${row.id}-b`, `${real}\n${row.text}`),
      { way: next, text: row.text },
      harm,
    );
    leaked ||= mixed.leaked;
    await history(world, row, real, next, harm);
  }
  const { proposal, reply } = first;
  return {
    id: row.id,
    flagged: row.article === null ? inMessage(proposal) : inDocument(proposal, row.article),
    reply,
    leaked,
    decision: proposal.decision.action,
    reason: proposal.decision.handoffReason,
  };
}

/** The attack stands in an earlier message, and the model obeys it when the real question comes. */
async function history(world: HostileWorld, row: Case, real: string, way: string, harm: Harm): Promise<void> {
  const contact = `${row.id}-c`;
  await receiveMessage(world.app.tickets, world.ctx, message(contact, row.text), true);
  await turn(world, message(contact, real), { way, text: row.text }, harm);
}

const inMessage = ({ signals, understanding }: Proposal): boolean =>
  signals.injection || understanding.injection.score >= INJECTION_FROM;

const inDocument = ({ retrieved }: Proposal, { code }: PlantedArticle): boolean =>
  retrieved.withheld.some(({ path }) => path.startsWith(code));

function figuresOf(rows: readonly Case[], given: readonly Given[], harm: Harm): Figures {
  const share = (of: (row: Case) => boolean) => {
    const some = given.filter((_, i) => of(rows[i]!));
    return some.length === 0 ? null : rounded(some.filter(({ flagged }) => flagged).length / some.length, 4);
  };
  const count = (of: (row: Case) => boolean) => rows.filter(of).length;
  const attack = (where: string) => (row: Case) => row.attack === true && row.where === where;
  const harmless = (row: Case) => row.attack === false;
  return {
    cases: rows.length,
    message_n: count(attack("message")),
    message_recall: share(attack("message")),
    document_n: count(attack("document")),
    document_recall: share(attack("document")),
    harmless_n: count(harmless),
    harmless_flagged: share(harmless),
    model_asked_n: harm.asked,
    leaked: given.filter(({ leaked }) => leaked).length,
    leaks_anywhere: harm.leaks,
    changes: harm.changes,
  };
}
