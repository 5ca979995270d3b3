import fc from "fast-check";
import { expect, test } from "vitest";
import { bounded } from "../../src/kernel/bounded.ts";
import { PIECES } from "../support/adversarial.ts";
import { READERS } from "../support/untrusted-readers.ts";

test("every open repetition gets a bound, and nothing else of the pattern changes", () => {
  const of = (pattern: RegExp) => bounded(pattern, 9).source;
  expect(of(/a*b+c?d{2,}e{3}f{1,4}/)).toBe("a{0,9}b{1,9}c?d{2,9}e{3}f{1,4}");
  expect(of(/(?:ab)+?[*+][^+]*.+\*\+\p{L}+(?<name>x)*(?<=y+)/u)).toBe(
    "(?:ab){1,9}?[*+][^+]{0,72}.{1,72}\\*\\+\\p{L}{1,9}(?<name>x){0,9}(?<=y{1,9})",
  );
  expect(of(/[\]+]+(?:.)+/)).toBe("[\\]+]{1,9}(?:.){1,9}");
  expect(bounded(/a+/giu).flags).toBe("giu");
});

test("texts whose runs are shorter than the bound are read as before", () => {
  const patterns = [/(?:\w+\s+){0,4}?(?:x|y)+/g, /v?\d+(?:\.\d+)*/g, /[a-c]*b{2,}|(?<=a+)\s*$/gm, /<[^>]*>|.+?a/g];
  const pieces = fc.constantFrom("a", "b", "x ", "1", ".", "v2", "\n", "<", ">", "系统");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom(...patterns), (parts, pattern) => {
      const text = parts.join("");
      expect([...text.matchAll(bounded(pattern))].map(String)).toEqual([...text.matchAll(pattern)].map(String));
    }),
  );
});

/** Signs of a text; four times as many may take ten times as long, where what is linear takes four. */
const LONG = Number(process.env["ROUNDS"] ?? 6_000);
const MOST_GROWTH = 10;
/** Below this many milliseconds of the processor's time growth cannot be told from chance, and does no harm. */
const FLOOR_MS = 30;

const cost = (read: (text: string) => unknown, text: string): number => {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

test.each(Object.keys(READERS))("however a long text repeats itself, %s takes a time in proportion to it", (name) => {
  const read = READERS[name]!;
  const repeated = (piece: string, length: number) =>
    `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}!`;
  const growth = (piece: string) => {
    const large = cost(read, repeated(piece, LONG));
    return large < FLOOR_MS ? 0 : large / Math.max(1, cost(read, repeated(piece, LONG / 4)));
  };
  // Another process may have had the machine for a moment: only what is slow each time is slow.
  const slow = Object.entries(PIECES).filter(([, piece]) => [1, 2, 3].every(() => growth(piece) > MOST_GROWTH));
  expect(slow).toEqual([]);
});
