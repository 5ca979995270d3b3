import { join } from "node:path";
import { expect, test } from "vitest";
import { quotesInstructions } from "../../src/copilot/draft/model/instructions.ts";
import { loadPrompt } from "../../src/models/prompts.ts";

const prompt = await loadPrompt(join(import.meta.dirname, "../../prompts/answer.md"));
const RULES =
  "Say only what the passages say. Each sentence lists the numbers of the passages it rests on, and nothing else.";

test("a text that quotes a stretch of the instructions is seen, whatever stands around it", () => {
  expect(quotesInstructions(`My rules: ${RULES}`, prompt, RULES)).toBe(true);
  expect(quotesInstructions("x".repeat(33) + RULES.slice(5).toUpperCase(), prompt, RULES)).toBe(true);
});

test("a text that shares a few words with them is not", () => {
  expect(quotesInstructions("Each sentence lists its sources.", prompt, RULES)).toBe(false);
  expect(quotesInstructions("", prompt, RULES)).toBe(false);
});
