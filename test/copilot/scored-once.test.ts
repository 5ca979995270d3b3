import { expect, test } from "vitest";
import { questionKinds } from "../../src/copilot/draft/extractive/question-kind.ts";
import { type ExtractPassage, type Scoring, scoreUnits } from "../../src/copilot/draft/scoring/score-units.ts";
import { evidenceFor, evidenceReader } from "../../src/copilot/evidence.ts";
import type { Hit } from "../../src/knowledge/types.ts";
import { sampleSearch } from "./sample-copilot.ts";

const QUESTIONS = [
  "月末结账卡住了怎么办？",
  "How do I turn off the automatic close?",
  "8.2.3 的报表最多能导出多少行，谁可以改？",
  "ERP-FIN-2107 是什么意思",
];
const VERSION = "8.2.3";

const found = async (text: string) =>
  sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });

const passagesOf = (hits: readonly Hit[]): ExtractPassage[] =>
  hits.map((hit) => ({ ...hit, found: [{ term: "wreport", score: hit.score }] }));

/** What tells two scorings apart: all but their functions. */
const plain = ({ units, sections }: Scoring) => ({ units, sections });

test.each(QUESTIONS)("passages scored among more are scored as if they alone had been found: %s", async (text) => {
  const passages = passagesOf((await found(text)).hits);
  const kinds = questionKinds(text);
  const all = scoreUnits(text, passages, kinds, null);
  for (const count of [1, 2, 4, passages.length]) {
    const alone = scoreUnits(text, passages.slice(0, count), kinds, null);
    const among = all.amongFirst(count);
    expect(plain(among)).toEqual(plain(alone));
    expect(plain(among.forVersion(VERSION))).toEqual(plain(scoreUnits(text, passages.slice(0, count), kinds, VERSION)));
    expect(among.rarity("结账")).toBe(alone.rarity("结账"));
  }
});

test("what was read for one search serves another only as far as it found the same", async () => {
  const [text] = QUESTIONS as [string];
  const { hits, answerability } = await found(text);
  const changed = (change: (hit: Hit) => Partial<Hit>) => ({
    answerability,
    hits: hits.map((hit, i) => (i === 0 ? { ...hit, ...change(hit) } : hit)),
  });
  const terms = (term: string) => ({ lexical: 1, dense: null, terms: [{ term, score: 1 }] });
  const searches = [
    { hits, answerability },
    { hits: hits.map((hit) => ({ ...hit })), answerability: answerability / 2 },
    { hits: hits.slice(0, 2), answerability },
    { hits: hits.toReversed(), answerability },
    changed(() => ({ text: "月末结账可以自动关闭。" })),
    changed(() => ({ title: "月末结账卡住了" })),
    changed(({ headingPath }) => ({ headingPath: [...headingPath, "月末结账卡住了"] })),
    changed(({ score }) => ({ score: 3 * score })),
    changed(() => ({ explain: terms("w结账") })),
    changed(() => ({ explain: terms("w卡住") })),
    { hits, answerability },
  ];
  const read = evidenceReader(text, null);
  for (const search of searches) expect(read(search)).toBe(evidenceFor(text, search));
});
