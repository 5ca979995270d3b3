import { bounded } from "../../../kernel/bounded.ts";

const LIST = bounded(
  /^\s*[-*•]?\s*(?:(?:版本|versions?)\s*[:：]?\s*)?v?(\d+\.\d+(?:\.\d+)*)((?:\s*(?:[、,，/&]|和|与|及|and)\s*v?\d+\.\d+(?:\.\d+)*)*)\s*(?:版本?)?\s*(?:[:：]|[;；]|一次|的)/i,
);

/** The versions that a line is about when it opens with them, as `7.3、8.0：…` does. A range or `8.2 起` is not such a list. */
export function versionsAtStart(text: string): string[] {
  const found = LIST.exec(text);
  if (found === null) return [];
  return [found[1]!, ...[...(found[2] ?? "").matchAll(/\d+\.\d+(?:\.\d+)*/g)].map(([version]) => version)];
}

/** A version range in words: `>=8.0 <9.0`. */
export function rangeInWords(range: string, language: "zh" | "en"): string {
  const zh = language === "zh";
  const words = [...range.matchAll(/(>=|<=|>|<|=|~|\^)?\s*v?(\d+(?:\.\d+)*)/g)].map(([, sign, version]) => {
    if (sign === ">=" || sign === ">" || sign === "^" || sign === "~")
      return zh ? `${version} 及以上` : `${version} and later`;
    if (sign === "<" || sign === "<=")
      return zh ? `${version}${sign === "<" ? " 以前" : " 及以前"}` : `${sign === "<" ? "before" : "up to"} ${version}`;
    return version!;
  });
  return words.length === 0 ? range : words.join(zh ? "、" : ", ");
}
