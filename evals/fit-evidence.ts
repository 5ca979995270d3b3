import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPolicyFolder } from "../src/policy/folder.ts";
import { CODES_SET, FITTING_SETS, fittingCases, knowledgeAsked, MANUALS_SET, questionsHash } from "./evidence/cases.ts";
import { type Fitted, fitWeights, leftOutScores, scoreOf } from "./evidence/fit.ts";
import { manualsFolder, ofManuals } from "./evidence/manuals.ts";
import { figuresOf, operatingPoint } from "./evidence/operating-point.ts";
import { howToRows, manualRows, type Row } from "./evidence/rows.ts";
import { isSampled } from "./evidence/sample.ts";
import { answerPlaces } from "./howto-cases.ts";
import { OWN_KNOWLEDGE, openKnowledgeBase, pagesOf } from "./knowledge-base.ts";
import { withoutAnswers } from "./near-misses.ts";
import { rounded } from "./scorers/classification.ts";

/**
 * Fits the weights of src/copilot/evidence.ts and writes what ships, src/copilot/evidence/fitted.json: whether the
 * pieces that would be told hold the answering sentence, on own questions asked of the whole content that they are
 * about, of the same without the sections that answer, and of two public manuals. Where to answer is chosen by the rule
 * of evidence/operating-point.ts. Prints, for each set, what weights fitted on the others make of it, before any label
 * is asked. `node evals/fit-evidence.ts [FOLDER OF THE MANUALS]`, then `npx biome format --write src/copilot/evidence`; a test
 * says when it is due again.
 */
const FILE = join(import.meta.dirname, "../src/copilot/evidence/fitted.json");
const folder = manualsFolder();

const rows = [
  ...(await ownRows()),
  ...(await ofManuals(folder, (base, questions) => manualRows(MANUALS_SET, base, questions))),
];
const scores = leftOutScores(rows);
const from = operatingPoint(new Map([...scores].filter(([{ set }]) => set !== CODES_SET)));
for (const [set, some] of [...Map.groupBy(rows, (row) => row.set), ["all", rows] as const])
  for (const plain of [true, false])
    console.log(
      set,
      plain ? "plain" : "in polite words",
      figuresOf(
        some.filter((row) => row.plain === plain),
        scores,
        from,
      ),
    );
const { constant, weights } = fitWeights(rows);
const { answerability } = (await readPolicyFolder(join(OWN_KNOWLEDGE, "policies"))).autonomy.thresholds;
// The policy's threshold stands where the rule puts it.
const shifted = constant - from + Math.log(answerability / (1 - answerability));
const shipped: Fitted = {
  constant: rounded(shifted),
  weights: Object.fromEntries(
    Object.entries(weights).map(([clue, weight]) => [clue, rounded(weight)]),
  ) as Fitted["weights"],
};
const sample = rows.filter(isSampled).map((row) => rounded(scoreOf(shipped, row)));
const fitted = { questions: questionsHash(), threshold: answerability, ...shipped, sample };
writeFileSync(FILE, `${JSON.stringify(fitted, null, 2)}\n`);
console.log({ rows: rows.length, answersFrom: rounded(from), ...fitted });

async function ownRows(): Promise<Row[]> {
  const made: Row[] = [];
  for (const set of FITTING_SETS) {
    const questions = fittingCases(set);
    const answerable = questions.filter(({ article }) => article !== undefined);
    const asked = knowledgeAsked(set);
    const pages = withoutAnswers(pagesOf(asked), answerable.flatMap(answerPlaces));
    for (const [kb, some, whole] of [
      [asked, questions, true],
      [pages, answerable, false],
    ] as const) {
      if (some.length === 0) continue;
      const base = await openKnowledgeBase(kb);
      made.push(...(await howToRows(set, base, some, whole)));
      await base.db.close();
    }
  }
  return made;
}
