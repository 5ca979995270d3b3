import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isArticlePath, parseSource } from "../../../src/knowledge/parse/article.ts";
import { OWN_KNOWLEDGE } from "../../knowledge-base.ts";
import type { Random } from "../../random.ts";

/** Readable sentences of the sample knowledge, Chinese and English. */
export function sampleSentences(): string[] {
  const paths = readdirSync(OWN_KNOWLEDGE, { recursive: true, encoding: "utf8" }).filter(isArticlePath).sort();
  const texts = paths.flatMap((path) =>
    parseSource(path, readFileSync(join(OWN_KNOWLEDGE, path), "utf8"), []).sections.flatMap(({ blocks }) =>
      blocks.map(({ text }) => text),
    ),
  );
  const sentences = texts.flatMap((text) => text.split(/(?<=[。！？；])|(?<=[.!?])\s+|\n/));
  return [...new Set(sentences.map((one) => one.trim()))].filter(({ length }) => length >= 12 && length <= 200);
}

export interface PageSizes {
  /** Sections of a page at most. */
  readonly sections: number;
  /** Characters of a section at least. */
  readonly characters: number;
}

/** Pages of sentences drawn at random, until they hold about `chunks` sections. */
export function randomPages(sentences: readonly string[], chunks: number, sizes: PageSizes, random: Random) {
  const pages = new Map<string, string>();
  const pick = () => random.pick(sentences);
  for (let made = 0; made < chunks; ) {
    const sections = Math.min(Math.floor(random.between(1, sizes.sections + 1)), chunks - made);
    const parts = Array.from({ length: sections }, (_, i) => {
      let text = "";
      while (text.length < sizes.characters) text += `${pick()} `;
      return `${i === 0 ? "#" : "##"} ${pick().slice(0, 24)}\n\n${text}`;
    });
    pages.set(`${pages.size}.md`, parts.join("\n\n"));
    made += sections;
  }
  return pages;
}

const FRAMES = ["{}", "怎么{}", "{}怎么办？", "请问{}，谢谢", "{}报错", "how to {}", "{} 是什么意思"];

/** Questions as people cut them: a stretch of a sentence in a few asking words. */
export function randomQuestion(sentences: readonly string[], random: Random): string {
  const sentence = random.pick(sentences);
  const length = Math.floor(random.between(4, 26));
  const from = Math.floor(random.between(0, Math.max(1, sentence.length - length)));
  return random.pick(FRAMES).replace("{}", () => sentence.slice(from, from + length));
}
