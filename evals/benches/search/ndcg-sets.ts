import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readJsonl } from "../../jsonl.ts";
import { OWN_KNOWLEDGE, pagesOf } from "../../knowledge-base.ts";

const DATA = resolve(import.meta.dirname, "../../../../shared/data");

/** Questions with the pages that answer them, over one knowledge base. */
export interface QuestionSet {
  readonly name: string;
  readonly language: "zh" | "en";
  readonly pages: ReadonlyMap<string, string>;
  readonly cases: readonly { readonly query: string; readonly relevant: readonly string[] }[];
}

const Case = z.looseObject({
  id: z.string(),
  query: z.string(),
  relevant: z.array(z.string()).default([]),
  type: z.string().optional(),
});
const Document = z.object({ doc_id: z.string(), text: z.string() });

/** The project's own questions, and the real ones where they are at hand. */
export function questionSets(small: boolean): QuestionSet[] {
  const own = readJsonl(join(import.meta.dirname, "../../cases/retrieval.jsonl"), Case);
  const knowledge = pagesOf(OWN_KNOWLEDGE);
  const sets = (["zh", "en"] as const).map((language) => ({
    name: `sample ${language}`,
    language,
    pages: knowledge,
    cases: own.filter(({ type }) => type === language),
  }));
  if (!existsSync(DATA)) console.error("The real sets are not at hand: only the project's own questions are asked.");
  return existsSync(DATA) && !small ? [...sets, ...realSets()] : sets;
}

function realSets(): QuestionSet[] {
  const cases = (file: string) => readJsonl(join(DATA, "retrieval", file), Case);
  const folder = (name: string, without?: string) => pagesOf(join(DATA, "kb", name), without);
  const faqs = readJsonl(join(DATA, "kb/stackfaq_corpus.jsonl"), Document);
  const nameOf = new Map(faqs.map(({ doc_id }, i) => [doc_id, `${i}.txt`]));
  return [
    {
      name: "tidb-faq",
      language: "zh",
      pages: folder("tidb-zh"),
      cases: cases("tidb-faq.jsonl").filter(({ type }) => type === "faq_heading"),
    },
    {
      name: "tidb-doclink",
      language: "zh",
      pages: folder("tidb-zh", "faq-answers/"),
      cases: cases("tidb-doclink.jsonl"),
    },
    { name: "syncthing-faq", language: "en", pages: folder("syncthing-en"), cases: cases("syncthing-faq.jsonl") },
    {
      name: "stackfaq",
      language: "en",
      pages: new Map(faqs.map(({ text }, i) => [`${i}.txt`, text])),
      cases: cases("stackfaq.jsonl").map(({ query, relevant }) => ({
        query,
        relevant: relevant.map((id) => nameOf.get(id) ?? id),
      })),
    },
  ];
}
