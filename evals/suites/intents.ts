import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MOST_PAGES, type NamedPage, namedPage, placeFinder } from "../../src/copilot/reasons/places.ts";
import { isArticlePath, parseSource } from "../../src/knowledge/parse/article.ts";
import { ParseError } from "../../src/knowledge/parse/parse-error.ts";
import { OUTSIDE, trainTextClassifier } from "../../src/models/classifier/text-classifier.ts";
import { seededRandom, shuffle } from "../../src/models/linear/random.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, maybe, readJsonl, UnusableInput, writeJsonl } from "../jsonl.ts";
import { pagesOf } from "../knowledge-base.ts";
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
/** The knowledge base of whoever is asked, where there is one; not the answers to these very questions. */
const KNOWLEDGE: Readonly<Record<string, { readonly folder: string; readonly without: string }>> = {
  "tidb-topics": { folder: join(DATA, "../kb/tidb-zh"), without: "faq-answers" },
};
/** Random halves a set; the large ones are scored once unless `--rounds` says otherwise. */
const REPEATS: Readonly<Record<string, number>> = { "tidb-topics": 3 };

/**
 * Contact-reason classification by example, from a knowledge base as well where --kb names one: --train and --cases, or
 * random halves of the public sets.
 */
export const run: Suite = async ({ train, cases, kb, without, out, rounds }) => {
  if ((train === undefined) !== (cases === undefined))
    throw new UnusableInput("intents takes --train and --cases together.");
  if (train !== undefined && cases !== undefined) {
    const { figures, given } = score(readJsonl(train, Example), readJsonl(cases, Case), placesIn(kb, without));
    writeJsonl(out, given);
    return figures;
  }
  if (!existsSync(DATA)) return { skipped: "the public sets are not there" };
  const all: Figures = {};
  for (const name of SETS) Object.assign(all, prefixed(name, randomHalves(name, rounds ?? REPEATS[name] ?? 1)));
  return rounds === undefined ? compareWithBaseline("intents", all) : all;
};

type PlacesOf = ReturnType<typeof placeFinder>;

/** Where a knowledge base speaks of a text; nowhere without one. */
function placesIn(folder: string | undefined, without: string | undefined): PlacesOf {
  if (folder === undefined) return placeFinder([]);
  const articles = [...pagesOf(folder, without)].filter(([path]) => isArticlePath(path)).sort(byPath);
  return placeFinder(articles.slice(0, MOST_PAGES).flatMap(([path, body]) => pageOf(path, body)));
}

const byPath = ([a]: readonly [string, string], [b]: readonly [string, string]) => (a < b ? -1 : 1);

/** None where a file holds no article. */
function pageOf(path: string, body: string): NamedPage[] {
  try {
    return [namedPage({ path, title: parseSource(path, body, []).title, body })];
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

function randomHalves(name: string, repeats: number): Figures {
  const { folder = "", without } = KNOWLEDGE[name] ?? {};
  const placesOf = placesIn(existsSync(folder) ? folder : undefined, without);
  const rows = readJsonl(join(DATA, `${name}.jsonl`), Row);
  const sums: Record<string, number> = {};
  for (let repeat = 0; repeat < repeats; repeat++) {
    const order = Int32Array.from(rows, (_, i) => i);
    shuffle(order, seededRandom(100 + repeat));
    const half = rows.length >> 1;
    const pick = (part: Int32Array) => Array.from(part, (i) => rows[i]!);
    const { figures } = score(pick(order.subarray(0, half)), pick(order.subarray(half)), placesOf);
    for (const [key, value] of Object.entries(figures)) sums[key] = (sums[key] ?? 0) + Number(value) / repeats;
  }
  return Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, rounded(value)]));
}

function score(train: readonly Example[], cases: readonly Case[], placesOf: PlacesOf) {
  const placed = <Text extends { readonly text: string }>(row: Text) => ({ ...row, places: placesOf(row.text) });
  const started = performance.now();
  const classifier = trainTextClassifier(train.map(placed));
  const seconds = (performance.now() - started) / 1000;
  const milliseconds: number[] = [];
  const given = cases.map((row) => {
    const from = performance.now();
    const answer = classifier.classify(placed(row));
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
