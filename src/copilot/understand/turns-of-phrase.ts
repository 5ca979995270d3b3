/** Words that say how something is meant whatever it is about; in each run at least one of them, or a kind of word, stays. */
const SMALL_WORDS = new Set(
  (
    "a an the this that these those my your our their his her its i you we they he she it me us them him who whom whose " +
    "which what where when why how all each every any some no none both another other same such one ones once twice again " +
    "ever never always still yet already just only even also too very so not and or but nor if then than as though although " +
    "because since until till before after while during within without with for from to of in on at by up down out off over " +
    "under into onto about around between among against through is are was were be been being am do does did done doing have " +
    "has had having can could will would shall should may might must cannot there here now today yesterday tomorrow tonight " +
    "ago later soon anyone someone nobody nothing everything everyone something anything please thanks thank sorry hello hi " +
    "dear regards like want need wish get got give given make made let told said say says asked ask tell promised assured " +
    "shown know see look find think hope paid pay back first last next new old more most less least many much few own way " +
    "time times"
  ).split(" "),
);

/** Kinds of words that stand for each other: a broken "by Tuesday" is a broken "by Friday". */
const KINDS: readonly (readonly [kind: string, words: RegExp])[] = [
  ["<money>", /^[$£€]/],
  ["<day>", /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$|^(?:mon|tue|wed|thu|fri|sat|sun)$/],
  [
    "<month>",
    /^(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|winter|q[1-4])$/,
  ],
  [
    "<span>",
    /^(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|mornings?|nights?|afternoons?|evenings?|weekends?|noon)$/,
  ],
  ["<nth>", /^(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))$/],
  [
    "<number>",
    /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|dozen|half|couple|\d.*)$/,
  ],
  ["<..ing>", /^[a-z]+ing$/],
  ["<..ed>", /^[a-z]+ed$/],
  ["<..ly>", /^[a-z]+ly$/],
];
const ANY_WORD = "<word>";
const [SHORTEST, LONGEST] = [2, 3];

/** Everything that decides which runs a text has, for the fingerprint of a model. */
export const PHRASE_RULES: readonly string[] = [...SMALL_WORDS, ...KINDS.map(([kind, words]) => kind + words.source)];

const SENTENCE_END = /[!?;\n。]+|\.(?=\s|$)/u;
const TOKEN = /[$£€]\s?\d[\d.,]*|[a-z]+(?:'[a-z]+)?|\d[\w.,:]*|[,:>"“”()-]/g;

/**
 * Runs of two and three words of English sentences in which every word of content is only its kind: "we were told tuesday"
 * and "she was told friday" share "were told <day>". Says how a text speaks, not what about, so it holds for authors and
 * trades that no example is from. Folded text; other languages give nothing.
 */
export function turnsOfPhrase(folded: string): Map<string, number> {
  const runs = new Map<string, number>();
  for (const sentence of folded.split(SENTENCE_END)) {
    const tokens = sentence.match(TOKEN) ?? [];
    if (tokens.filter((token) => /[a-z]/.test(token)).length < 2) continue;
    const kinds = merged(["^", ...tokens.map(kindOf), "$"]);
    for (let length = SHORTEST; length <= LONGEST; length++)
      for (let i = 0; i + length <= kinds.length; i++) {
        const run = kinds.slice(i, i + length);
        if (run.every((kind) => kind === ANY_WORD || kind.startsWith("<.."))) continue;
        const key = run.join(" ");
        runs.set(key, (runs.get(key) ?? 0) + 1);
      }
  }
  return runs;
}

function kindOf(token: string): string {
  if (SMALL_WORDS.has(token) || token.includes("'")) return token;
  const kind = KINDS.find(([, words]) => words.test(token))?.[0];
  return kind ?? (/^[a-z]/.test(token) ? ANY_WORD : token);
}

/** Several words of content in a row count as one. */
const merged = (kinds: readonly string[]): string[] =>
  kinds.filter((kind, i) => kind !== ANY_WORD || kinds[i - 1] !== ANY_WORD);
