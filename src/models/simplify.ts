import { Converter } from "opencc-js/t2cn";
import { once } from "../kernel/once.ts";

const characters = once(() => Converter({ from: "t", to: "cn" }));
const HAN = /\p{Script=Han}/u;

/** Traditional to simplified characters, of whatever length; no word is replaced. */
export const simpleCharacters = (text: string): string => characters()(text);

/** 帐 stands for 账 wherever an account is meant, in traditional script as in everyday writing (结帐, 帐号). */
export const oneAccount = (text: string): string => text.replaceAll("帐", "账");

/** Traditional to simplified characters, one for one, 帐 as 账: the result always has the length of the text. */
export function simplify(text: string): string {
  return HAN.test(text) ? oneAccount(simplified(text)) : text;
}

function simplified(text: string): string {
  const result = simpleCharacters(text);
  if (result.length === text.length) return result;
  return Array.from(text, (sign) => {
    const simple = simpleCharacters(sign);
    return simple.length === sign.length ? simple : sign;
  }).join("");
}
