import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { z } from "zod";
import { HowToCase } from "../../evals/howto-cases.ts";
import { readJsonl } from "../../evals/jsonl.ts";
import { knowledgeOf } from "../../evals/knowledge-base.ts";
import type { EvalOptions, Suite } from "../../evals/options.ts";

const ARTICLE = "# 反结账\n\n在期末中心点反结账。\n";
const FOLDER = mkdtempSync(join(tmpdir(), "threeline-odd-"));
let made = 0;

/** A file as other tools write it: with a byte-order mark, CR LF and empty lines. */
function fileOf(rows: readonly unknown[]): string {
  const file = join(FOLDER, `${++made}.jsonl`);
  writeFileSync(file, `\uFEFF\r\n${rows.map((row) => JSON.stringify(row)).join("\r\n\r\n")}\r\n\r\n`);
  return file;
}

async function predictions(suite: Promise<{ run: Suite }>, options: Partial<EvalOptions>) {
  const out = join(FOLDER, `${++made}.out`);
  const nothing = { cases: undefined, kb: undefined, train: undefined, without: undefined, rounds: undefined };
  const figures = await (await suite).run({ ...nothing, selfMade: false, ways: false, after: false, ...options, out });
  return { figures, lines: readJsonl(out, z.looseObject({ id: z.union([z.string(), z.number()]) })) };
}

test("every line of a file of other tools gets a prediction with the id that it had", async () => {
  const cases = fileOf([
    { id: 7, text: "怎么反结账？", channel: null, extra: { more: [1] } },
    { id: "b", text: "" },
  ]);
  const { lines, figures } = await predictions(import("../../evals/suites/requests.ts"), { cases });
  expect(lines.map(({ id }) => id)).toEqual([7, "b"]);
  expect(figures).toEqual({ cases: 2 });
});

test("requests of which some carry labels are measured on those", async () => {
  const labels = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "normal" };
  const cases = fileOf([
    { id: 1, text: "怎么反结账？", ...labels },
    { id: 2, text: "没有标签" },
    { id: 3, text: "标签读不懂", ...labels, urgency: "someday" },
  ]);
  const { lines, figures } = await predictions(import("../../evals/suites/requests.ts"), { cases });
  expect(lines).toHaveLength(3);
  expect(figures).toMatchObject({ n: 1 });
});

test("intents are told for cases that come without labels", async () => {
  const train = fileOf(
    ["退款", "发票"].flatMap((label) => ["怎么办", "多久", "在哪"].map((end) => ({ id: 0, text: label + end, label }))),
  );
  const suite = import("../../evals/suites/intents.ts");
  const { lines, figures } = await predictions(suite, { train, cases: fileOf([{ id: 1, text: "发票在哪开" }]) });
  expect(lines).toMatchObject([{ id: 1, label: "发票" }]);
  expect(figures).toMatchObject({ n: 1 });
  expect(figures).not.toHaveProperty("macro_f1");
  await expect(predictions(suite, { cases: train })).rejects.toThrow("--train and --cases");
});

test("conversations and groundings may leave out what is not needed", async () => {
  const talk = fileOf([
    { id: 1, product: null, turns: [{ role: "customer", text: "转人工", at: null }], expected: null },
  ]);
  const one = await predictions(import("../../evals/suites/conversations.ts"), { cases: talk });
  expect(one.lines).toMatchObject([{ id: 1, handoff: true }]);
  const cases = fileOf([
    {
      id: 1,
      question: "How to reset?",
      passages: [{ id: 5, text: "Open Settings and press Reset." }],
      answer: [{ text: "Open Settings and press Reset.", cites: [5] }, { text: "Wait 5 minutes." }],
      supported: null,
    },
  ]);
  const two = await predictions(import("../../evals/suites/grounding.ts"), { cases });
  expect(two.lines).toMatchObject([{ id: 1, supported: [true, false] }]);
});

test("a knowledge base may be a folder, a zip of it, or lines whose ids are numbers", async () => {
  const folder = join(FOLDER, "kb");
  mkdirSync(join(folder, "a folder"), { recursive: true });
  writeFileSync(join(folder, "a folder/反结账.md"), ARTICLE);
  expect(knowledgeOf(folder).request).toMatchObject({ folder });
  const lines = [
    { doc_id: 12, text: ARTICLE, title: null },
    { doc_id: "empty", text: "" },
  ];
  const { request, nameOf } = knowledgeOf(fileOf(lines));
  expect(request).toMatchObject({ files: [{ path: "0.txt" }, { path: "1.txt" }] });
  expect(["0.txt", "1.txt"].map(nameOf)).toEqual(["12", "empty"]);
});

test("questions are ranked over a zip, and measured where a document is known to answer", async () => {
  const kb = join(FOLDER, "kb.zip");
  writeFileSync(kb, zipSync({ "a folder/反结账.md": new TextEncoder().encode(ARTICLE) }));
  const ask = { id: 1, query: "怎么反结账", type: null, also_ok: null };
  const cases = fileOf([
    { ...ask, relevant: ["a folder/反结账.md"] },
    { ...ask, id: "unknown", relevant: null },
    { ...ask, id: "none answers", relevant: [] },
  ]);
  const { lines, figures } = await predictions(import("../../evals/suites/retrieval.ts"), { cases, kb });
  expect(lines).toMatchObject([{ id: 1, ranked: ["a folder/反结账.md"] }, { id: "unknown" }, { id: "none answers" }]);
  expect(figures).toMatchObject({ n: 1, recall_at_1: 1 });
});

test("a how-to question may leave out what is not known of it", () => {
  const asked = { id: 1, text: "怎么飞", lang: "zh", facts: { product: null }, article: null, also: null };
  expect(readJsonl(fileOf([asked, { ...asked, facts: null }]), HowToCase)).toMatchObject([
    { id: 1, facts: {}, also: [] },
    { facts: {} },
  ]);
});

test("what cannot be used is named with its file, line and field", async () => {
  const Row = z.object({ id: z.string(), text: z.string() });
  const wrong = fileOf([{ id: "a", text: "x" }, { id: "b" }]);
  expect(() => readJsonl(wrong, Row)).toThrow(/\.jsonl:4: .*expected string.*\n.*text/);
  const broken = join(FOLDER, "broken.jsonl");
  writeFileSync(broken, '{"id":"a","text":"x"}\n{"id":');
  expect(() => readJsonl(broken, Row)).toThrow(/broken\.jsonl:2: is not JSON/);
  expect(() => readJsonl(fileOf([]), Row)).toThrow("is empty");
  expect(() => readJsonl(join(FOLDER, "none"), Row)).toThrow("cannot be read");
  expect(() => knowledgeOf(join(FOLDER, "none"))).toThrow("there is no such file or folder");
  expect(() => knowledgeOf(import.meta.filename)).toThrow("neither a folder nor");
  const ranking = import("../../evals/suites/retrieval.ts");
  const asked = { id: 1, query: "怎么反结账", relevant: [{}] };
  await expect(predictions(ranking, { cases: fileOf([asked]) })).rejects.toThrow(/\.jsonl:2: .*relevant\[0\]/s);
  const howTo = { id: 1, text: "怎么反结账", lang: "fr" };
  await expect(predictions(ranking, { cases: fileOf([howTo]) })).rejects.toThrow(/\.jsonl:2: .*lang/s);
  const train = fileOf([{ id: 1, text: "x", label: "y" }]);
  const suite = import("../../evals/suites/intents.ts");
  for (const kb of [join(FOLDER, "none"), import.meta.filename])
    await expect(predictions(suite, { train, cases: train, kb })).rejects.toThrow(
      `--kb ${kb}: there is no such folder`,
    );
});
