import { Converter } from "opencc-js/t2cn";

let convert: ReturnType<typeof Converter> | undefined;
const HAN = /\p{Script=Han}/u;

/** Traditional to simplified characters, one for one: the result always has the length of the text. */
export function simplify(text: string): string {
  if (!HAN.test(text)) return text;
  convert ??= Converter({ from: "t", to: "cn" });
  const simple = convert;
  const result = simple(text);
  if (result.length === text.length) return result;
  return Array.from(text, (sign) => (simple(sign).length === sign.length ? simple(sign) : sign)).join("");
}
