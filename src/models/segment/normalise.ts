import { Converter } from "opencc-js/t2cn";

type Convert = (text: string) => string;
let loaded: { readonly characters: Convert; readonly phrases: Convert } | undefined;

/**
 * NFKC, traditional to simplified, lower case off: case still matters for camelCase parts. Text with traditional
 * characters also gets the mainland's words for Taiwan's (程式 → 程序); simplified text must not, because words such as
 * 文件 differ in meaning.
 */
export function normalise(text: string): string {
  loaded ??= { characters: Converter({ from: "t", to: "cn" }), phrases: Converter({ from: "twp", to: "cn" }) };
  const composed = text.normalize("NFKC");
  return loaded.characters(composed) === composed ? composed : loaded.phrases(composed);
}
