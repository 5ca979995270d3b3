import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import { seededRandom, shuffle } from "../../src/models/linear/random.ts";
import { OUTSIDE, trainTextClassifier } from "../../src/models/text-classifier.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, maybe, readJsonl, UnusableInput, writeJsonl } from "../jsonl.ts";
import type { Figures, Suite } from "../options.ts";
import { accuracy, macroF1, percentile, precisionRecall, rounded } from "../scorers/classification.ts";

const Case = z.object({ id: CaseId, text: z.string(), label: maybe(z.string()) });
type Case = z.output<typeof Case>;
const Example = z.object({ text: z.string(), label: z.string() });
type Example = z.output<typeof Example>;
/** A row of a public set, which is either. */
const Row = Case.extend(Example.shape);

/** Public sets beside the project; not part of it. */
const DATA = join(import.meta.dirname, "../../../shared/data/intents");
const SETS = ["banking77", "clinc150-oos", "tidb-topics"];
/** Random halves a set; the large ones are scored once unless `--rounds` says otherwise. */
const REPEATS: Readonly<Record<string, number>> = { "tidb-topics": 3 };

/** Contact-reason classification by example: --train and --cases, or random halves of the public sets. */
export const run: Suite = async ({ train, cases, out, rounds }) => {
  if ((train === undefined) !== (cases === undefined))
    throw new UnusableInput("intents takes --train and --cases together.");
  if (train !== undefined && cases !== undefined) {
    const { figures, given } = await score(readJsonl(train, Example), readJsonl(cases, Case));
    writeJsonl(out, given);
    return figures;
  }
  if (!existsSync(DATA)) return { skipped: "the public sets are not there" };
  const all: Figures = {};
  for (const name of SETS) Object.assign(all, prefixed(name, await randomHalves(name, rounds ?? REPEATS[name] ?? 1)));
  return rounds === undefined ? compareWithBaseline("intents", all) : all;
};

async function randomHalves(name: string, repeats: number): Promise<Figures> {
  const rows = readJsonl(join(DATA, `${name}.jsonl`), Row);
  const sums: Record<string, number> = {};
  for (let repeat = 0; repeat < repeats; repeat++) {
    const order = Int32Array.from(rows, (_, i) => i);
    shuffle(order, seededRandom(100 + repeat));
    const half = rows.length >> 1;
    const pick = (part: Int32Array) => Array.from(part, (i) => rows[i]!);
    const { figures } = await score(pick(order.subarray(0, half)), pick(order.subarray(half)));
    for (const [key, value] of Object.entries(figures)) sums[key] = (sums[key] ?? 0) + Number(value) / repeats;
  }
  return Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, rounded(value)]));
}

async function score(train: readonly Example[], cases: readonly Case[]) {
  const embed = async <Text extends { readonly text: string }>(rows: readonly Text[]) => {
    const vectors = await glossEmbedder().embed(rows.map(({ text }) => text));
    return rows.map((row, i) => ({ ...row, vector: vectors[i]! }));
  };
  const started = performance.now();
  const classifier = trainTextClassifier(await embed(train));
  const seconds = (performance.now() - started) / 1000;
  const milliseconds: number[] = [];
  const given = (await embed(cases)).map((row) => {
    const from = performance.now();
    const answer = classifier.classify(row);
    milliseconds.push(performance.now() - from);
    return { id: row.id, ...answer };
  });
  const labelled = cases.flatMap(({ label }, i) =>
    label === undefined ? [] : [{ gold: label, said: given[i]!.label }],
  );
  const [gold, said] = [labelled.map((one) => one.gold), labelled.map((one) => one.said)];
  const outside = precisionRecall(gold, said, OUTSIDE);
  const figures: Figures = {
    n: cases.length,
    ...(labelled.length > 0 ? { macro_f1: rounded(macroF1(gold, said)), accuracy: rounded(accuracy(gold, said)) } : {}),
    ...(gold.includes(OUTSIDE)
      ? {
          oos_n: gold.filter((label) => label === OUTSIDE).length,
          oos_precision: rounded(outside.precision),
          oos_recall: rounded(outside.recall),
        }
      : {}),
    train_seconds: rounded(seconds, 1),
    ms_p50: rounded(percentile(milliseconds, 0.5)),
  };
  return { figures, given };
}

const prefixed = (name: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${name} ${key}`, value]));
