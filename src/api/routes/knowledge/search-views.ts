import { z } from "@hono/zod-openapi";
import { AUDIENCES, LANGUAGES } from "../../../kernel/labels.ts";
import { FIELDS } from "../../../knowledge/ranking.ts";
import { GATE_REASONS, TERM_WAYS } from "../../../knowledge/search/account/account-types.ts";
import { TERM_KINDS } from "../../../models/segmenter.ts";

const TermShape = z.object({
  text: z.string(),
  kind: z.enum(TERM_KINDS).openapi({
    description:
      "w Chinese word, b pair of Chinese characters, u single one, s stemmed Latin word, i identifier, p part of one, n a title or heading as a whole",
  }),
  way: z.enum(TERM_WAYS),
  of: z.string().nullable().openapi({ description: "The word of the question that it translates." }),
  code: z.boolean().openapi({ description: "An error code or the like: it leads." }),
  idf: z.number(),
  weight: z.number(),
  frequency: z.number().openapi({ description: "Occurrences in the passage, each weighted by its field." }),
  passage: z.number().openapi({ description: "Points of the hit's score by the passage itself." }),
  neighbours: z.number().openapi({ description: "Points by the neighbouring passages scored together with it." }),
  fields: z
    .array(z.object({ field: z.enum(FIELDS), count: z.int(), points: z.number() }))
    .openapi({ description: "The passage's points by field; empty when the article has changed meanwhile." }),
});

const AccountShape = z
  .object({
    terms: z.array(TermShape),
    vectorPoints: z.number(),
    articlePoints: z.number().openapi({ description: "Points for the article's best other passage." }),
    words: z.object({ rank: z.int(), score: z.number() }).nullable(),
    vectors: z.object({ rank: z.int(), similarity: z.number() }).nullable(),
    clause: z.object({ text: z.string(), share: z.number() }).nullable(),
    factors: z.object({ siblings: z.number(), language: z.number() }),
    place: z.object({ byScore: z.int(), final: z.int() }),
  })
  .openapi("ScoreAccount", {
    description:
      "The score is the sum of all terms' passage and neighbours, of vectorPoints and of articlePoints, up to rounding.",
  });

export const QuestionShape = z
  .object({
    language: z.enum(LANGUAGES),
    clauses: z.array(z.string()),
    codes: z.array(z.string()),
    version: z.string().nullable(),
    synonyms: z.array(z.string()),
    translations: z.array(z.object({ word: z.string(), into: z.array(z.string()) })),
    gate: z.object({ open: z.boolean(), reason: z.enum(GATE_REASONS), words: z.number(), vectors: z.number() }),
  })
  .openapi("QuestionAccount");

export const HitShape = z
  .object({
    chunkId: z.string(),
    articleId: z.string(),
    articleVersion: z.int(),
    path: z.string(),
    title: z.string(),
    headingPath: z.array(z.string()),
    anchor: z.string().nullable(),
    start: z.int(),
    end: z.int(),
    text: z.string(),
    product: z.string().nullable(),
    versions: z.string().nullable(),
    audience: z.enum(AUDIENCES),
    language: z.enum(LANGUAGES),
    score: z.number(),
    explain: z.object({
      lexical: z.number(),
      dense: z.number().nullable(),
      terms: z.array(z.object({ term: z.string(), score: z.number() })),
    }),
    account: AccountShape.optional(),
  })
  .openapi("Hit");
