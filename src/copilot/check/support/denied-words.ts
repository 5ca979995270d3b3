import { fold } from "../../../kernel/fold.ts";
import { words } from "../../../models/words/words.ts";

/**
 * Words that deny what follows them, as the segmenter cuts them and, in English, stems them. `polarity.ts` has a list of
 * its own: it looks for denials within a text that is not cut, where 不 alone stands for every word that begins with it.
 */
const DENIALS: ReadonlySet<string> = new Set(
  [
    // Not, not yet, never.
    "不 未 无 没 勿 别 非 没有 不是 并非 尚未 从不 绝不 不再 不了 没了 不给 不做 不含 免",
    // Not able to.
    "无法 没法 不能 不会 不可 不可以 无权 难以",
    // Need not.
    "不必 不用 不要 不需 不需要 不应 无需 无须",
    // Must not.
    "不得 不允许 禁止 严禁 避免 请勿 切勿",
    "not no never cannot without neither nor unabl forbid forbidden prohibit prevent avoid lack",
  ].flatMap((words) => words.split(" ")),
);
/** Also "don't", "isn't" and the like. */
const denies = (word: string): boolean => DENIALS.has(word) || word.endsWith("n't");

/** What ends the reach of a denial: a sign between clauses, or a word that begins another one. */
const BREAKS = /^(?:[,，;；:：。.!！?？—–-]|但|但是|而|but|and|however|so|then|unless|until)$/;
/** Words after a denial that it reaches. */
const REACH = 4;

/** How a word is said, as bits: plainly, denied, or, where a text does either, both. */
export const PLAIN = 1;
/** See `PLAIN`. */
export const DENIED = 2;
type Said = ReadonlyMap<string, number>;

/** How each word of a text is said by the denials right before it. */
export function deniedNearby(text: string): Said {
  const said = new Map<string, number>();
  let left = 0;
  for (const word of words(fold(text))) {
    if (denies(word)) left = REACH;
    else if (BREAKS.test(word)) left = 0;
    else {
      said.set(word, (said.get(word) ?? 0) | (left > 0 ? DENIED : PLAIN));
      left -= 1;
    }
  }
  return said;
}

/** The same by clauses: an odd number of denials denies all words of theirs. */
export function deniedInClause(text: string): Said {
  const said = new Map<string, number>();
  let clause: string[] = [];
  let denied = false;
  const close = () => {
    for (const word of clause) said.set(word, (said.get(word) ?? 0) | (denied ? DENIED : PLAIN));
    clause = [];
    denied = false;
  };
  for (const word of words(fold(text))) {
    if (denies(word)) denied = !denied;
    else if (BREAKS.test(word)) close();
    else clause.push(word);
  }
  close();
  return said;
}
