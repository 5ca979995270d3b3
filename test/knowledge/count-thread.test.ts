import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { IndexedArticle } from "../../src/knowledge/articles/article-index.ts";
import { type CountBeside, createCountThread } from "../../src/knowledge/index/count-thread.ts";
import { freshPostings } from "../../src/knowledge/index/fresh.ts";
import { type PreparedIndex, prepareArticle, prepareWith } from "../../src/knowledge/index/prepare.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import { createSegmenter, type SegmenterDictionary } from "../../src/models/segmenter.ts";

const FOLDER = resolve(import.meta.dirname, "../../knowledge");
const articles: IndexedArticle[] = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md"))
  .slice(0, 24)
  .map((path) => ({
    id: path,
    version: 1,
    parsed: parseSource(path, readFileSync(join(FOLDER, path), "utf8"), []),
    inLinks: [{ anchor: null, text: `see ${path}`, count: 1 }],
  }));
const DICTIONARIES: SegmenterDictionary[] = [
  { words: [], synonyms: [] },
  { words: ["月末结账"], synonyms: [] },
  { words: ["关账看板"], synonyms: [] },
];

const here = (dictionary: SegmenterDictionary, some = articles): Promise<PreparedIndex[]> => {
  const segmenter = createSegmenter(dictionary);
  return Promise.all(some.map((article) => prepareArticle(segmenter, article)));
};
const inThread = (count: CountBeside, article: IndexedArticle): Promise<PreparedIndex> =>
  prepareWith(article, async (parts) => (await count(parts))!);

/** With terms by their names. */
const spelt = (prepared: readonly PreparedIndex[]) =>
  prepared.map((article) => ({
    ...article,
    groups: article.groups.map(({ hash, names, chunks }) => ({
      hash,
      chunks: chunks.map((chunk) => ({
        ...chunk,
        terms: Array.from(chunk.terms, (term) => names.nameOf(term)),
        frequencies: [...chunk.frequencies],
      })),
    })),
  }));

test("a thread prepares what would be prepared here, for several sessions at a time", async () => {
  const thread = createCountThread({ processors: 2 });
  const sessions = DICTIONARIES.map(thread.open);
  // In turn, so that the thread must drop what it keeps of one for another.
  const rounds = [0, 1, 2, 0, 0, 1];
  const beside = await Promise.all(
    rounds.map((of) => Promise.all(articles.map((article) => inThread(sessions[of]!, article)))),
  );
  for (const [i, of] of rounds.entries()) expect(spelt(beside[i]!)).toEqual(spelt(await here(DICTIONARIES[of]!)));
});

test("postings of articles prepared here and in the thread are those of all prepared here", async () => {
  const session = createCountThread({ processors: 2 }).open(DICTIONARIES[0]!);
  const all = await here(DICTIONARIES[0]!);
  const mixed = [
    ...all.slice(0, 8),
    ...(await Promise.all(articles.slice(8).map((article) => inThread(session, article)))),
  ];
  const postings = (prepared: readonly PreparedIndex[]) => {
    const { buckets } = freshPostings(
      prepared.flatMap(({ groups }) => groups).map((group, i) => ({ group, firstSlot: 4 * i })),
    );
    return new Map(
      buckets.flatMap(({ terms, starts, content }) =>
        Buffer.from(terms)
          .toString()
          .split("\n")
          .map((term, i) => [term, [...content.subarray(starts[i]! - 1, starts[i + 1]! - 1)]] as const),
      ),
    );
  };
  expect(postings(mixed)).toEqual(postings(all));
});

test("what a thread that ends leaves undone is left to the caller", async () => {
  const program = new URL("data:text/javascript,process.exit()");
  const session = createCountThread({ processors: 2, program }).open(DICTIONARIES[0]!);
  expect(await Promise.all([session([]), session([]), session([])])).toEqual([null, null, null]);
  expect(await session([])).toBeNull();
});

test("one processor alone has no thread beside", async () => {
  const program = new URL("data:text/javascript,throw new Error('started')");
  expect(await createCountThread({ processors: 1, program }).open(DICTIONARIES[0]!)([])).toBeNull();
});
