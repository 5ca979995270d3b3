import { expect, test } from "vitest";
import { telling } from "../../src/models/segment/generality.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { baseForm } from "../../src/models/words/irregular-forms.ts";

const { queryTerms, terms } = createSegmenter();
const weightOf = (question: string, term: string) => queryTerms(question).find((found) => found.term === term)?.weight;

test("what every text says tells less in a question than what few texts say", () => {
  for (const [general, special] of [
    ["sput", "snginx"],
    ["sown", "srelai"],
    ["w问题", "w反结账"],
    ["w发现", "w凭证"],
  ] as const)
    expect(telling(general)).toBeLessThan(telling(special));
});

test("identifiers and words of no dictionary tell all they can", () => {
  for (const term of ["iERP-FIN-2107", "ptikv", "sxqzzy", "b龘龖"]) expect(telling(term)).toBeCloseTo(1, 3);
});

test("a general word that an identifier of the question is made of is no general word there", () => {
  expect(weightOf("how do I put this behind nginx", "sput")).toBeLessThan(0.8);
  expect(weightOf("what does db_put do", "sput")).toBe(1);
});

test("an irregular form is found by its word, and by the other forms", () => {
  expect(terms("I have forgotten it")).toContain("sforget");
  expect(weightOf("forgot the password", "sforget")).toBeGreaterThan(0);
  expect(terms("indices")).toEqual(terms("index"));
  expect(terms("people who left")).toEqual(terms("person who leaves"));
  expect(baseForm("nginx")).toBe("nginx");
});

test("an asking word stays one in all its forms", () => {
  expect(queryTerms("has it gotten through").map(({ term }) => term)).not.toContain("sget");
});
