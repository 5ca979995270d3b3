/** More ways than this to match at one place could make a hostile text slow. */
const MOST_WAYS = 500;
const MOST_LENGTH = 200;
const MOST_REPEATS = 50;

/** Why a pattern is refused; null when it is safe to run on any text. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > MOST_LENGTH) return `a pattern has at most ${MOST_LENGTH} signs`;
  const reader = new Reader(pattern);
  const ways = reader.read();
  if (typeof ways === "string") return ways;
  if (ways > MOST_WAYS) return "there are too many ways to match; use fewer or smaller ranges";
  try {
    new RegExp(pattern, "u");
    return new RegExp(`^(?:${pattern})$`, "u").test("") ? "a pattern must not match the empty text" : null;
  } catch {
    return "is not a regular expression";
  }
}

/**
 * Counts the ways in which a pattern can match at one place, which bounds the work of a backtracking engine. Only what
 * can be bounded is allowed: letters, classes, groups, alternatives, `?` and `{n,m}`.
 */
class Reader {
  private at = 0;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): number | string {
    try {
      const ways = this.alternatives();
      return this.at < this.pattern.length ? "has a bracket too many" : ways;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  private alternatives(): number {
    let ways = this.sequence();
    while (this.pattern[this.at] === "|") {
      this.at += 1;
      ways += this.sequence();
    }
    return Math.min(ways, MOST_WAYS + 1);
  }

  private sequence(): number {
    let ways = 1;
    while (this.at < this.pattern.length && !"|)".includes(this.pattern[this.at]!))
      ways = Math.min(ways * this.repeated(this.atom()), MOST_WAYS + 1);
    return ways;
  }

  private atom(): number {
    const sign = this.pattern[this.at]!;
    if (sign === "(") return this.group();
    if (sign === "[") return this.set();
    if ("*+?{".includes(sign)) throw new Refusal(`${sign} has nothing to repeat`);
    if (sign === "\\") return this.escape();
    if (sign === "^" || sign === "$") throw new Refusal(`${sign} is not allowed: a pattern may stand anywhere`);
    this.at += 1;
    return 1;
  }

  private group(): number {
    if (this.pattern.startsWith("(?", this.at) && !this.pattern.startsWith("(?:", this.at))
      throw new Refusal("look-around and named groups are not allowed");
    this.at += this.pattern.startsWith("(?:", this.at) ? 3 : 1;
    const ways = this.alternatives();
    if (this.pattern[this.at] !== ")") throw new Refusal("has a bracket that is not closed");
    this.at += 1;
    return ways;
  }

  private set(): number {
    const end = /^\[\^?(?:\\.|[^\]\\[])+\]/u.exec(this.pattern.slice(this.at));
    if (end === null) throw new Refusal("has a class that is not closed");
    this.at += end[0].length;
    return 1;
  }

  private escape(): number {
    const escaped = /^\\(?:[dswDSWbB]|p\{[A-Za-z_=]{1,40}\}|[^A-Za-z0-9])/u.exec(this.pattern.slice(this.at));
    if (escaped === null) throw new Refusal("only \\d \\s \\w \\b \\p{…} and escaped signs are allowed");
    this.at += escaped[0].length;
    return 1;
  }

  private repeated(ways: number): number {
    const sign = this.pattern[this.at];
    if (sign === "*" || sign === "+") throw new Refusal(`${sign} has no bound; write {0,20} or so`);
    const found = /^(?:\?|\{(\d{1,3})(?:,(\d{1,3}))?\})/.exec(this.pattern.slice(this.at));
    if (found === null) {
      if (sign === "{") throw new Refusal("write a repetition as {2} or {2,5}");
      return ways;
    }
    this.at += found[0].length;
    if (this.pattern[this.at] === "?") this.at += 1;
    const least = found[0] === "?" ? 0 : Number(found[1]);
    const most = found[0] === "?" ? 1 : Number(found[2] ?? found[1]);
    if (most > MOST_REPEATS || least > most) throw new Refusal(`a repetition is at most {0,${MOST_REPEATS}}`);
    let sum = 0;
    for (let times = least; times <= most; times += 1) sum += ways ** times;
    return Math.min(sum, MOST_WAYS + 1);
  }
}

class Refusal extends Error {}
