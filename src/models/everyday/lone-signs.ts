import { readFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "../../kernel/once.ts";
import { rememberedInTask } from "../../kernel/remembered.ts";
import { jieba } from "../segment/jieba.ts";

const meanings = once(readMeanings);

/** A sign that stands as a word by itself, with the longer words of documentation that it may be short for. */
interface LoneSign {
  readonly sign: string;
  readonly meant: readonly string[];
}

/**
 * The signs of a run of Chinese that no word of the dictionary holds: 升 in 怎么升, not in 升级. The cutter is kept from
 * guessing words, since it would make one of 导错.
 */
export const loneSignsIn = rememberedInTask((run: string): readonly LoneSign[] => {
  const known = meanings();
  return [...new Set(jieba().cut(run, false))].flatMap((sign) => {
    const meant = known.get(sign);
    return meant === undefined ? [] : [{ sign, meant }];
  });
});

function readMeanings(): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(join(import.meta.dirname, "lone-signs.txt"), "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [said, meant] = line.split(" => ");
      if (line.startsWith("#") || meant === undefined) return [];
      return said!.split("|").map((sign) => [sign, meant.split("|")] as const);
    }),
  );
}
