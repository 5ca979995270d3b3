import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { placesOf, readPassage } from "../../src/copilot/draft/extractive/passage-units.ts";
import { bestPlace, metByPiece, metUnderHeading, wordsOfHit } from "../../src/copilot/evidence/met.ts";
import { clausesOf, isMet, wantsOf, wholeAndClauses } from "../../src/copilot/evidence/wants.ts";
import { fold } from "../../src/kernel/fold.ts";

const PASSAGE = readFileSync(
  join(import.meta.dirname, "../../knowledge/zh/panheng-erp/month-end-close-wizard.md"),
  "utf8",
);
const CLAUSES = [
  "请问下",
  "月末结账卡住了",
  "点保存没反应",
  "it won't let me in",
  "how do I turn off the auto close",
  "ERP-FIN-2107 is shown",
  "钱没到账",
  "老是被踢出来",
  "报表打不开",
  "",
];
const SIGNS = ["，", "。", "？", "! ", "; ", "\n"];

test("a question speaks of what its clauses speak of, each word once", () => {
  const clauses = fc.array(fc.tuple(fc.constantFrom(...CLAUSES), fc.constantFrom(...SIGNS)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(clauses, (parts) => {
      const question = parts.flat().join("");
      expect(wholeAndClauses(clausesOf(question))[0]?.wants ?? []).toEqual(wantsOf(question));
    }),
  );
});

test("a word is found wherever it stands, signs of two units before it or not", () => {
  const passage = readPassage("🎉🎉🎉🎉🎉 升级完成后，把归档放进丙库。");
  expect(placesOf(passage, "丙库")).toEqual([0]);
});

test("a word is found in just the pieces and first cells that have it", () => {
  const rows = "模块; 期限; 备注\n总账; 8.2: 3 天; 结账前\n固定资产; 8.2: 5 天; 总账之后";
  const passage = readPassage(`${PASSAGE}\n${rows}`);
  const texts = passage.pieces.map(({ unit }) => fold(unit.text));
  const cells = passage.pieces.map(({ cell }, i) => (cell === null ? "" : texts[i]!.slice(0, cell)));
  const all = [...texts, ...cells];
  const words = all
    .flatMap((text) => [text.slice(0, 2), text.slice(3, 6), text.slice(-2)])
    .filter((word) => word !== "");
  for (const word of [...words, "没有的词", "zz"])
    expect(placesOf(passage, word)).toEqual(all.flatMap((text, place) => (text.includes(word) ? [place] : [])));
});

test("what pieces meet of a question, looked for in all at once, is what each of them meets by itself", () => {
  const hit = wordsOfHit({ text: PASSAGE, title: "月末结账", headingPath: ["月末结账", "自动关闭"] });
  const shareBy = (clauses: ReturnType<typeof clausesOf>, has: (word: string) => boolean) =>
    Math.max(
      0,
      ...clauses.map(({ wants }) => {
        const met = wants.filter((want) => isMet(want, has)).reduce((sum, { weight }) => sum + weight, 0);
        return met / wants.reduce((sum, { weight }) => sum + weight, 1);
      }),
    );
  const clauses = wholeAndClauses(clausesOf("结账的时候总账卡住了，报表打不开，how do I turn off the auto close"));
  const inPiece = (word: string, place: number) => hit.inPieces(word)?.[place] === 1;
  const places = [...Array(hit.pieces).keys()];
  const alone = places.map((place) => shareBy(clauses, (word) => inPiece(word, place)));
  const under = places.map((place) => shareBy(clauses, (word) => hit.inHeading(word) || inPiece(word, place)));
  const beside = places.map((place) =>
    shareBy(clauses, (word) => hit.inHeading(word) || inPiece(word, place) || inPiece(word, place + 1)),
  );
  expect(Math.max(...alone)).toBeGreaterThan(0);
  expect([...metByPiece(clauses, hit)]).toEqual(alone);
  expect([...metUnderHeading(clauses, hit)]).toEqual(under);
  expect(bestPlace(clauses, hit)).toBe(Math.max(...beside));
});
