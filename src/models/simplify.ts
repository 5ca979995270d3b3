import { Converter } from "opencc-js/t2cn";

let convert: ReturnType<typeof Converter> | undefined;
const HAN = /\p{Script=Han}/u;

/**
 * Traditional to simplified characters, one for one: the result always has the length of the text. 帐 becomes 账, which
 * is written for it and the other way round wherever an account is meant.
 */
export function simplify(text: string): string {
  return HAN.test(text) ? simplified(text).replaceAll("帐", "账") : text;
}

function simplified(text: string): string {
  convert ??= Converter({ from: "t", to: "cn" });
  const simple = convert;
  const result = simple(text);
  if (result.length === text.length) return result;
  return Array.from(text, (sign) => (simple(sign).length === sign.length ? simple(sign) : sign)).join("");
}
