import { fold } from "../../../kernel/fold.ts";
import { words } from "../../../models/words.ts";

/** Words that deny what follows them. */
const DENIES =
  /^(?:不|未|无|没|勿|别|非|没有|无法|不能|不会|不再|不得|不可|不必|不用|不要|不需|无需|无须|不是|并非|不可以|不需要|不应|不允许|禁止|避免|严禁|免|不了|没了|难以|无权|不给|不做|不含|请勿|切勿|尚未|从不|绝不|不含|没法|not|no|never|cannot|without|neither|nor|unabl|forbid|forbidden|prohibit|.*n't|prevent|avoid|lack)$/;
const BREAKS = /^(?:[,，;；:：。.!！?？—–-]|但|但是|而|but|and|however|so|then|unless|until)$/;
/** Words after a denial that it reaches. */
const REACH = 4;

/** How a word is said: plainly, denied, or, as their sum, both. */
export const PLAIN = 1;
export const DENIED = 2;
type Said = ReadonlyMap<string, number>;

/** How each word of a text is said by the denials right before it. */
export function deniedNearby(text: string): Said {
  const said = new Map<string, number>();
  let left = 0;
  for (const word of words(fold(text))) {
    if (DENIES.test(word)) left = REACH;
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
  let denies = false;
  const close = () => {
    for (const word of clause) said.set(word, (said.get(word) ?? 0) | (denies ? DENIED : PLAIN));
    clause = [];
    denies = false;
  };
  for (const word of words(fold(text))) {
    if (DENIES.test(word)) denies = !denies;
    else if (BREAKS.test(word)) close();
    else clause.push(word);
  }
  close();
  return said;
}
