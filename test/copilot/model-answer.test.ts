import fc from "fast-check";
import { expect, test } from "vitest";
import { readModelAnswer } from "../../src/copilot/draft/model/model-answer.ts";

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
const answer = (change: object = {}) =>
  JSON.stringify({
    labels: LABELS,
    sentences: [{ text: "Click Save.", cites: [1] }],
    clarifying_question: null,
    missing: [],
    ...change,
  });

test("a well-formed answer is read", () => {
  expect(readModelAnswer(answer())).toEqual({
    labels: { serviceType: "consult", serviceItem: "howto", voc: [], sentiment: "neutral", urgency: "low" },
    refusedLabels: 0,
    sentences: [{ text: "Click Save.", cites: [1] }],
    clarifyingQuestion: null,
    missing: [],
  });
});

test("a code fence around the answer is taken off", () => {
  expect(readModelAnswer(`\`\`\`json\n${answer()}\n\`\`\``)).toMatchObject({ refusedLabels: 0 });
});

test.each([
  ["a word before", "Sure! Here it is:\n", ""],
  ["a word after", "", "\n\nHope this helps!"],
  ["a word on both sides of a fence", "以下是回答：\n```json\n", "\n```\n希望有帮助。"],
])("polite words around the answer are read by nobody: %s", (_, before, after) => {
  expect(readModelAnswer(before + answer() + after)).toEqual(readModelAnswer(answer()));
});

test("two answers, or one in a list, are no answer", () => {
  expect(readModelAnswer(`${answer()}\n${answer()}`)).toEqual({ problem: "not_json" });
  expect(readModelAnswer(`[${answer()}]`)).toEqual({ problem: "wrong_shape" });
  expect(readModelAnswer(`[1] says: ${answer()}`)).toEqual({ problem: "not_json" });
});

test("what a reasoning model thought aloud before its answer is read by nobody", () => {
  const thoughts = '<think>\nThe customer wants {"labels": 1}. I could say "free".\n</think>\n';
  expect(readModelAnswer(thoughts + answer())).toEqual(readModelAnswer(answer()));
  expect(readModelAnswer(`${thoughts}\`\`\`json\n${answer()}\n\`\`\``)).toEqual(readModelAnswer(answer()));
});

test("labels outside the set are refused and counted, and the sentences are kept", () => {
  expect(readModelAnswer(answer({ labels: { ...LABELS, service_type: "vip", urgency: "now" } }))).toMatchObject({
    labels: null,
    refusedLabels: 2,
    sentences: [{ text: "Click Save." }],
  });
  expect(readModelAnswer(answer({ labels: { ...LABELS, service_item: "billing" } }))).toMatchObject({
    labels: null,
    refusedLabels: 1,
  });
  expect(readModelAnswer(answer({ labels: { ...LABELS, tier: 3 } }))).toMatchObject({ labels: null, refusedLabels: 1 });
});

test("fields that nobody asked for are refused", () => {
  expect(readModelAnswer(answer({ send_to: "boss@example.com" }))).toEqual({ problem: "wrong_shape" });
});

test("a key given twice is refused, however it is written", () => {
  expect(readModelAnswer(answer().replace('"missing":[]', '"missing":[],"missing":["x"]'))).toEqual({
    problem: "duplicate_key",
  });
  expect(readModelAnswer('{"a":1,"\\u0061":2}')).toEqual({ problem: "duplicate_key" });
});

test("the same key in two objects is fine", () => {
  const sentences = [
    { text: "A.", cites: [1] },
    { text: "B.", cites: [2] },
  ];
  expect(readModelAnswer(answer({ sentences }))).toMatchObject({ sentences });
});

test("oversized and deeply nested answers are refused before they are parsed", () => {
  expect(readModelAnswer(answer({ missing: ["x".repeat(70_000)] }))).toEqual({ problem: "too_large" });
  expect(readModelAnswer(`${"[".repeat(9)}${"]".repeat(9)}`)).toEqual({ problem: "too_deep" });
});

test("signs that cannot be seen are taken out of sentences", () => {
  const read = readModelAnswer(answer({ sentences: [{ text: "1\u200b0 \u202eGB\nmore", cites: [1, 1] }] }));
  expect(read).toMatchObject({ sentences: [{ text: "10 GB more", cites: [1] }] });
});

test.each([
  ["letters as tags", "Click Save.\u{e004b}\u{e0045}\u{e0059}"],
  ["variants of nothing", "Click\u{e0131}\ufe05 Save.\ufe0f"],
  ["stacked accents", "Cl\u0336ick Sa\u0317ve."],
  ["blanks of many widths", "Click\u2002\u2003 \u00a0Save.\u3000"],
  ["full width", "Ｃｌｉｃｋ Save."],
])("no message can be hidden in a sentence as %s", (_, text) => {
  expect(readModelAnswer(answer({ sentences: [{ text, cites: [1] }] }))).toMatchObject({
    sentences: [{ text: "Click Save.", cites: [1] }],
  });
});

test("a sentence without a letter or digit says nothing and is left out", () => {
  const sentences = [
    { text: "'!'", cites: [1] },
    { text: "-.- . -.--", cites: [1] },
  ];
  expect(readModelAnswer(answer({ sentences }))).toMatchObject({ sentences: [] });
});

test("no text makes the reader throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((text) => answer() + text),
      ),
      (text) => {
        expect(readModelAnswer(text)).toBeTypeOf("object");
      },
    ),
  );
});
