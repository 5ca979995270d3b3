import { createHash } from "node:crypto";
import type { Tx } from "../db/pool.ts";
import type { Language } from "../kernel/labels.ts";
import type { Embedder } from "../models/ports.ts";
import type { Scored } from "./fusion.ts";
import { type NearestQuery, nearest, type VectorRow } from "./vectors.ts";

/** What a vector says of a passage. */
export interface PassageText {
  readonly articleId: string;
  readonly ordinal: number;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

/** Candidates that vectors bring to a fusion; enough that the spread of scores means something. */
export const DENSE_CANDIDATES = 100;

/** Title and headings stand before the text: a passage often does not name what it is about. */
const embeddedText = ({ title, headingPath, text }: PassageText): string =>
  [...new Set([title, ...headingPath]), text].join("\n");

/** A passage's key in a fusion. */
export const passageKey = (articleId: string, ordinal: number): string => `${articleId}:${ordinal}`;

/**
 * Vectors for passages. Those whose text has the hash that `known` holds (of `vectorHashes`) are left out. May take
 * seconds with a model behind the network: never inside a transaction.
 */
export async function embedPassages(
  embedder: Embedder,
  passages: readonly PassageText[],
  known: ReadonlyMap<string, string> = new Map(),
  signal?: AbortSignal,
): Promise<VectorRow[]> {
  const fresh = passages
    .map((passage) => ({ passage, text: embeddedText(passage) }))
    .map((one) => ({ ...one, textHash: createHash("sha256").update(one.text).digest().subarray(0, 16) }))
    .filter(
      ({ passage, textHash }) => known.get(passageKey(passage.articleId, passage.ordinal)) !== textHash.toString("hex"),
    );
  const vectors = await embedder.embed(
    fresh.map(({ text }) => text),
    signal,
  );
  return fresh.map(({ passage: { articleId, ordinal }, textHash }, i) => ({
    articleId,
    ordinal,
    textHash,
    vector: vectors[i]!,
  }));
}

/**
 * Passages near to a question's vector, best first. For word vectors only passages in another language than the
 * question are asked for, since no others take part. `where` holds the asker's filter, its values from $6 on.
 */
export async function densePassages(
  tx: Tx,
  query: {
    readonly model: string;
    readonly kind: Embedder["kind"];
    readonly vector: Float32Array;
    readonly language: Language;
    readonly where: NonNullable<NearestQuery["where"]>;
    readonly limit?: number;
  },
): Promise<Scored[]> {
  const { model, kind, vector, language, where, limit = DENSE_CANDIDATES } = query;
  const gate = kind === "gloss" ? "a.language <> $5" : "$5::text is not null";
  const text = `${gate} and (${where.text})`;
  const found = await nearest(tx, { model, vector, limit, where: { text, values: [language, ...where.values] } });
  return found.map(({ articleId, ordinal, similarity }) => ({ id: passageKey(articleId, ordinal), score: similarity }));
}
