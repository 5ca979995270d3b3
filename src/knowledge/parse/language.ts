import type { Language } from "../../kernel/labels.ts";
import type { Section } from "../types.ts";

const ENOUGH = 4_000;
const HAN = /\p{Script=Han}/gu;
const LETTER = /[A-Za-z]/g;

/** The language by script, code left out: Chinese pages are full of Latin names, so a tenth of Han is enough. */
export function detectLanguage(title: string, sections: readonly Section[]): Language {
  let text = title;
  for (const { path, blocks } of sections) {
    text += ` ${path.at(-1) ?? ""}`;
    for (const block of blocks) {
      if (block.kind !== "code") text += ` ${block.text}`;
      if (text.length > ENOUGH) break;
    }
    if (text.length > ENOUGH) break;
  }
  const sample = text.slice(0, ENOUGH);
  const han = sample.match(HAN)?.length ?? 0;
  const letters = sample.match(LETTER)?.length ?? 0;
  return han * 9 >= letters && han > 0 ? "zh" : "en";
}
