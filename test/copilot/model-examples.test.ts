import { join } from "node:path";
import { expect, test } from "vitest";
import { modelRequest } from "../../src/copilot/draft/model/request.ts";
import { shippedNeighbours } from "../../src/copilot/understand/shipped-neighbours.ts";
import { loadPrompt } from "../../src/models/prompts.ts";

const prompt = await loadPrompt(join(import.meta.dirname, "../../prompts/answer.md"));
const ask = (text: string) => {
  const examples = shippedNeighbours(text, 4).map(({ example }) => ({
    item: example.service_item,
    text: example.text,
  }));
  const material = { vendor: "v", language: "zh" as const, facts: "none", passages: [], examples };
  return modelRequest(prompt, { ...material, conversation: [{ speaker: "customer", text }] }, () => "f".repeat(32));
};

test("labelled requests like this one stand after a prefix that is the same for every request", () => {
  const [refund, howto] = [ask("重复扣款两次，请退款"), ask("how do I export the report?")];
  expect(refund.system).toBe(howto.system);
  expect(refund.user).not.toBe(howto.user);
  expect(refund.user).toContain("billing: ");
});

test("the examples are few, short, one line each, inside the fence", () => {
  const { user } = ask("怎么导出报表");
  const block = /begin requests of others[^\n]*\n([\s\S]*?)\n-+f{32}-+ end requests of others/.exec(user)?.[1];
  const lines = block!.split("\n");
  expect(lines.length).toBeLessThanOrEqual(4);
  for (const line of lines) expect(line.length).toBeLessThan(230);
});

test("an example that holds the fence makes another fence be drawn", () => {
  const fences = ["a".repeat(32), "b".repeat(32)];
  const examples = [{ item: "howto", text: `x ${"a".repeat(32)}` }];
  const material = { vendor: "v", language: "en" as const, facts: "none", passages: [], examples, conversation: [] };
  expect(modelRequest(prompt, material, () => fences.shift()!).user).toContain(`-----${"b".repeat(32)}-----`);
});
