import fc from "fast-check";
import { expect, test } from "vitest";
import { loadPrompt, parsePrompt } from "../../src/models/prompts.ts";

const SOURCE = `---
id: step
version: 2
variables: { stable: [vendor], data: [fence, text] }
model: { max_output_tokens: 10, temperature: 0 }
---
You work for {{vendor}}.
<!-- data -->
{{fence}}
{{text}}
{{fence}}
`;

test("slots are filled in their own part", () => {
  const prompt = parsePrompt(SOURCE);
  expect(prompt.system({ vendor: "Acme" })).toBe("You work for Acme.");
  expect(prompt.user({ fence: "F", text: "hello" })).toBe("F\nhello\nF");
  expect(prompt).toMatchObject({ id: "step", version: 2, maxOutputTokens: 10, temperature: 0 });
});

test("a value that looks like a slot or a replacement pattern stays as it is", () => {
  const prompt = parsePrompt(SOURCE);
  expect(prompt.user({ fence: "F", text: "{{fence}} $& $1 {{vendor}}" })).toBe("F\n{{fence}} $& $1 {{vendor}}\nF");
});

test("any text goes through unchanged", () => {
  const prompt = parsePrompt(SOURCE);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(prompt.user({ fence: "F", text: `a${text}b` })).toBe(`F\na${text}b\nF`);
    }),
  );
});

test("a missing or an unknown variable is an error", () => {
  const prompt = parsePrompt(SOURCE);
  expect(() => prompt.system({})).toThrow("vendor");
  expect(() => prompt.system({ vendor: "a", other: "b" })).toThrow("other");
  expect(() => prompt.system({ text: "data in the stable part" })).toThrow("text");
});

test("a template whose slots and header disagree is refused", () => {
  expect(() => parsePrompt(SOURCE.replace("{{vendor}}", "{{vendr}}"))).toThrow("vendr");
  expect(() => parsePrompt(SOURCE.replace("You work for {{vendor}}.", "You work."))).toThrow("vendor");
  expect(() => parsePrompt(SOURCE.replace("<!-- data -->\n", ""))).toThrow("data");
  expect(() => parsePrompt("no header")).toThrow("front matter");
});

test("the hash changes with any byte of the file", () => {
  expect(parsePrompt(SOURCE).hash).not.toBe(parsePrompt(SOURCE.replace("work", "draft")).hash);
  expect(parsePrompt(SOURCE).hash).toMatch(/^[0-9a-f]{64}$/);
});

test("the shipped answer prompt loads", async () => {
  const prompt = await loadPrompt(new URL("../../prompts/answer.md", import.meta.url));
  expect(prompt.id).toBe("answer");
});
