import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FITTING_SETS, fittingCases, knowledgeAsked, MANUALS_SET, questionsHash } from "./evidence/cases.ts";
import { type Choice, howToChoices, manualChoices } from "./evidence/choices.ts";
import { chosenRight, fitChoice } from "./evidence/fit-choice.ts";
import { manualsFolder, ofManuals } from "./evidence/manuals.ts";
import { openKnowledgeBase } from "./knowledge-base.ts";
import { rounded } from "./scorers/classification.ts";

/**
 * Fits which of the found sections a draft tells, src/copilot/draft/scoring/preferred.json: on own questions asked of the content
 * that they are about and of two public manuals, to the sections that answer. Prints how many of each set's questions weights fitted on
 * the others tell a right section. `node evals/fit-preference.ts [FOLDER OF THE MANUALS]`, then `npx biome format --write
 * src/copilot/draft`, then `node evals/fit-evidence.ts`, which rests on what is told.
 */
const FILE = join(import.meta.dirname, "../src/copilot/draft/scoring/preferred.json");
const folder = manualsFolder();

const choices = [
  ...(await ownChoices()),
  ...(await ofManuals(folder, (base, questions) => manualChoices(MANUALS_SET, base, questions))),
];
for (const [set, own] of Map.groupBy(choices, (choice) => choice.set)) {
  const others = fitChoice(choices.filter((choice) => choice.set !== set));
  console.log(set, { questions: own.length, right: chosenRight(others, own) });
}
const weights = Object.fromEntries(
  Object.entries(fitChoice(choices)).map(([merit, weight]) => [merit, rounded(weight)]),
);
const preferred = { questions: questionsHash(), weights };
writeFileSync(FILE, `${JSON.stringify(preferred, null, 2)}\n`);
console.log({ choices: choices.length, ...preferred });

async function ownChoices(): Promise<Choice[]> {
  const made: Choice[] = [];
  for (const [knowledge, sets] of Map.groupBy(FITTING_SETS, knowledgeAsked)) {
    const base = await openKnowledgeBase(knowledge);
    for (const set of sets) made.push(...(await howToChoices(set, base, fittingCases(set))));
    await base.db.close();
  }
  return made;
}
