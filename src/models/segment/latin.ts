const SEPARATORS = /[._\-+'’]+/;
/** What English hangs on a word: user's, don't, we're. */
const ENDING = /['’](?:s|t|re|ve|ll|d|m)?$/i;
const VERSION = /^v?(\d+(?:\.\d+)+)$/i;
/** One word, and nothing within it. */
const PLAIN = /^(?:[A-Z]?[a-z]+|[A-Z]+|\d+)$/;
const CAMEL = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\p{ASCII}]+/gu;

/**
 * Terms of one run of Latin letters, digits and joints: each word (kind s), the whole when it is an identifier such as
 * tidb_gc_life_time, ERP-FIN-2107 or v8.2.1 (kind i), and what a word in camelCase or with digits is made of (kind p).
 */
export function latinTerms(run: string, add: (kind: "s" | "i" | "p", text: string) => void): void {
  if (PLAIN.test(run)) {
    add("s", run);
    return;
  }
  const bare = run.replace(ENDING, "");
  const whole = VERSION.exec(bare)?.[1] ?? bare;
  const words = whole.split(SEPARATORS).filter((word) => word !== "");
  for (const word of words) {
    add("s", word);
    const parts = PLAIN.test(word) ? [] : (word.match(CAMEL) ?? []);
    if (parts.length > 1) for (const part of parts) if (part.length > 1) add("p", part);
  }
  if (words.length < 2) return;
  add("i", whole);
  // 8.2.1 is also found by 8.2.
  if (words.length > 2 && VERSION.test(whole)) add("i", words.slice(0, 2).join("."));
}
