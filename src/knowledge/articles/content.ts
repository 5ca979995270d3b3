import { z } from "zod";
import { AUDIENCES, LANGUAGES } from "../../kernel/labels.ts";
import { parseSource } from "../parse/article.ts";
import { metadataSchema, readFrontMatter } from "../parse/front-matter.ts";
import type { ArticleScope, ParsedArticle } from "../types.ts";

/** Largest text of an article that is written here, in UTF-16 units. */
const LONGEST_BODY = 200_000;
const line = (max: number) => z.string().trim().min(1).max(max);
const { valid_from: Day, versions: Versions, deployment: Deployment } = metadataSchema.shape;

/** Facts that a person may set; the same as front matter says in a file. */
const ScopeContent = z
  .strictObject({
    product: line(100).nullable().default(null),
    module: line(100).nullable().default(null),
    editions: z.array(line(100)).max(20).default([]),
    versions: Versions.unwrap().max(200).nullable().default(null),
    deployment: Deployment.unwrap().nullable().default(null),
    audience: z.enum(AUDIENCES).default("internal"),
    language: z.enum(LANGUAGES).default("zh"),
    kind: line(100).nullable().default(null),
    validFrom: Day.unwrap().nullable().default(null),
    validTo: Day.unwrap().nullable().default(null),
    owner: line(200).nullable().default(null),
  })
  .refine(({ validFrom, validTo }) => !validFrom || !validTo || validFrom <= validTo, {
    path: ["validTo"],
    message: "must not be before validFrom",
  });

/** An article as a person writes it. An article of unknown readers is internal until somebody says otherwise. */
export const ArticleContent = z.strictObject({
  title: line(300),
  summary: z.string().trim().max(1_000).nullable().default(null),
  body: z
    .string()
    .max(LONGEST_BODY)
    .refine((text) => text.isWellFormed() && !text.includes("\u0000"), "must be well-formed Unicode without NUL")
    .refine(
      (text) => readFrontMatter(text).bodyStart === 0,
      "must not begin with front matter: set the fields instead",
    ),
  scope: ScopeContent,
});
export type ArticleContent = z.output<typeof ArticleContent>;

/** The text that a person edits: its front matter stands in the fields. */
export function editableBody(path: string, source: string): string {
  return /\.(?:md|mdx|markdown)$/i.test(path)
    ? source.slice(readFrontMatter(source).bodyStart).replace(/^\s*\n/, "")
    : source;
}

/** Reads what a person wrote as the index will. Throws `ParseError` or `EmptyArticle`. */
export function compileContent(path: string, content: ArticleContent): ParsedArticle {
  const { title, summary, body } = content;
  const scope: ArticleScope = content.scope;
  const read = parseSource(path, body, [{ matches: () => true, set: { title } }]);
  return { ...read, path, title, summary, scope };
}
