import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_KNOWLEDGE } from "../../../src/app.ts";

/** `count` files of the sample knowledge base over and over, each copy with a word of its own in its text. */
export function copiesOfSample(count: number, name: string): { path: string; content: Uint8Array }[] {
  const files = readdirSync(SAMPLE_KNOWLEDGE, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(SAMPLE_KNOWLEDGE, path), "utf8") }));
  return Array.from({ length: count }, (_, at) => {
    const { path, text } = files[at % files.length]!;
    const copy = Math.floor(at / files.length);
    return { path: `${name}-${copy}/${path}`, content: Buffer.from(`${text}\n\n${name}-${copy}-${at}\n`) };
  });
}
