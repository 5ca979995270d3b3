import fc from "fast-check";
import { expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { type Proposal, saidSentences } from "../../src/copilot/proposal.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { HITS, modelOutput } from "./hostile-outputs.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 300);
const QUESTIONS = ["开放接口每分钟最多多少次请求？怎么调整限流上限？", "How do I change the rate limit of the API?"];

/** Written apart from the checks: compatibility forms, no unseen signs, no white space, every script's digits as 0-9. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}|\p{Mn}/gu, "")
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .toLowerCase();
const tight = (text: string): string => plain(text).replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, "");

function digitValue(digit: string): number {
  let start = digit.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1)) && digit.codePointAt(0)! - start < 9) start -= 1;
  return digit.codePointAt(0)! <= 0x39 ? Number(digit) : (digit.codePointAt(0)! - start) % 10;
}

const NUMBER = /\d+(?:[.,:]\d+)*/g;
const QUOTES =
  /"([^"\n]+)"|“([^”\n]+)”|「([^」\n]+)」|『([^』\n]+)』|《([^》\n]+)》|`([^`\n]+)`|«([^»\n]+)»|【([^】\n]+)】|〈([^〉\n]+)〉|〝([^〞\n]+)〞|‹([^›\n]+)›|〔([^〕\n]+)〕|(?<!\w)'([^'\n]+)'(?!\w)|‘([^’\n]+)’/g;

/** Everything in what would be said that no cited passage holds. */
function unfounded(proposal: Proposal): string[] {
  return saidSentences(proposal)
    .filter(({ kind }) => kind === "fact")
    .flatMap(({ text, cites }) => {
      const outside = cites.filter((index) => HITS[index] === undefined).map((index) => `citation ${index}`);
      const cited = cites.flatMap((index) => HITS[index] ?? []).map(({ title, text: page }) => `${title}\n${page}`);
      const numbers = new Set(
        cited.flatMap((page) => [...plain(page).matchAll(NUMBER)].flatMap(([number]) => partsOf(number))),
      );
      const body = plain(text).replace(/^\s*\d{1,2}\s*(?:[.)](?!\d)|、)\s*/, "");
      const wrongNumbers = [...body.matchAll(NUMBER)].map(([number]) => bare(number)).filter((n) => !numbers.has(n));
      const quotes = [...text.matchAll(QUOTES)].map((match) => match.slice(1).find((part) => part !== undefined)!);
      const wrongQuotes = quotes.filter((quote) => !cited.some((page) => tight(page).includes(tight(quote))));
      return [...outside, ...(cites.length === 0 ? ["no citation"] : []), ...wrongNumbers, ...wrongQuotes];
    });
}

/** The hours and minutes of a time of day are numbers as well. */
const partsOf = (number: string): string[] => [bare(number), ...number.split(":").map(bare)];
const bare = (number: string): string => number.replaceAll(",", "").replace(/^0+(?=\d)/, "");

test("whatever a model writes, nothing is said with a foreign citation, an unfound quotation or an unsupported number", async () => {
  const base = await sampleDeps({ search: () => Promise.resolve({ hits: HITS, answerability: 0.9, tookMs: 0 }) });
  const read = new Map(QUESTIONS.map((question) => [question, base.understand(question)]));
  let drafted = 0;
  await fc.assert(
    fc.asyncProperty(modelOutput, fc.constantFrom(...QUESTIONS), async (output, question) => {
      const deps = { ...base, understand: () => read.get(question)!, model: scriptedModel([{ text: output }]) };
      const proposal = await answer(deps, ask(question));
      drafted += proposal.draft.engine === "model" ? 1 : 0;
      expect(unfounded(proposal)).toEqual([]);
      if (proposal.decision.action === "auto") expect(proposal.checks.passed).toBe(true);
    }),
    { numRuns: ROUNDS },
  );
  // A fuzzer that no check lets through would prove nothing.
  expect(drafted).toBeGreaterThan(ROUNDS / 20);
}, 36_000_000);
