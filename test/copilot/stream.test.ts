import fc from "fast-check";
import { expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { draftText, type Proposal } from "../../src/copilot/proposal.ts";
import type { CopilotDeps } from "../../src/copilot/request.ts";
import { fallbackModel } from "../../src/models/fallback.ts";
import { type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { HITS, honestSentences, modelOutput, QUESTIONS, unfounded } from "./hostile-outputs.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 150);
const never = new AbortController().signal;
const found = await sampleDeps({ search: () => Promise.resolve({ hits: HITS, answerability: 0.9, tookMs: 0 }) });
const [ZH, EN] = [QUESTIONS[0]!, QUESTIONS[1]!];
const read = new Map(QUESTIONS.map((question) => [question, found.understand(question)]));
const base: CopilotDeps = {
  ...found,
  understand: (text) => read.get(text) ?? found.understand(text),
  newId: () => "p",
};

const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
const answerWith = (sentences: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ labels: LABELS, sentences, clarifying_question: null, missing: [], ...more });
const HONEST = { [ZH]: honestSentences(0), [EN]: honestSentences(3) };
const FALSE = { text: "最多允许 999 次请求，之后返回错误码 E1。", cites: [1] };

/** Lets a model answer; what was said while it did, and the proposal at the end. */
async function hear(question: string, steps: readonly ScriptStep[], deps = base) {
  const said: Proposal[] = [];
  const proposal = await answer({ ...deps, model: scriptedModel(steps) }, ask(question), never, async (soFar) => {
    said.push(soFar);
    return true;
  });
  return { said, proposal, shown: said.at(-1) === undefined ? "" : draftText(said.at(-1)!) };
}
const inPieces = (text: string, signs: readonly number[] = [9], more: object = {}): ScriptStep => ({
  text,
  drip: { signs, everyMs: 0, ...more },
});

const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
/** Answers of which at least the beginning holds, with whatever after it. */
const hopeful = fc
  .record({
    question: fc.constantFrom(...QUESTIONS),
    keep: fc.integer({ min: 1, max: 4 }),
    wrong: fc.boolean(),
    ask: fc.constantFrom(null, null, "您使用的是哪个版本？"),
    end: fc.constantFrom("", "", "", "}", ',"labels":{}', " and more", ',"tier":3', "CUT"),
    fenced: fc.boolean(),
    labels: fc.constantFrom(LABELS, LABELS, LABELS, { ...LABELS, service_type: "complaint" }, {}),
  })
  .map(({ question, keep, wrong, ask: back, end, fenced, labels }) => {
    const sentences = [...HONEST[question]!.slice(0, keep), ...(wrong ? [FALSE] : [])];
    const whole = answerWith(sentences, { clarifying_question: back }).replace(
      JSON.stringify(LABELS),
      JSON.stringify(labels),
    );
    const spoilt =
      end === "CUT" ? whole.slice(0, -9) : end.startsWith(",") ? `${whole.slice(0, -1)}${end}}` : whole + end;
    return { question, text: fenced ? `<think>{"labels"}</think>\n\`\`\`json\n${spoilt}\n\`\`\`` : spoilt };
  });
const hostile = fc.record({ question: fc.constantFrom(...QUESTIONS), text: modelOutput });

test("however an answer is cut into pieces, the proposal is that of the whole, and what was said is its beginning", async () => {
  let spoke = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(hopeful, hopeful, hostile), lengths, async ({ question, text }, signs) => {
      const whole = await answer({ ...base, model: scriptedModel([{ text }]) }, ask(question));
      const { said, proposal, shown } = await hear(question, [inPieces(text, signs)]);
      expect(proposal).toEqual(whole);
      spoke += said.length > 0 ? 1 : 0;
      let before = "";
      for (const soFar of said) {
        expect(soFar.decision.action).toBe("auto");
        expect(soFar.checks.passed).toBe(true);
        expect(unfounded(soFar)).toEqual([]);
        // Nothing that was shown is changed by what is shown later.
        expect(draftText(soFar).startsWith(before)).toBe(true);
        before = draftText(soFar);
      }
      const { action } = whole.decision;
      if (whole.draft.engine === "model" && (action === "auto" || action === "clarify"))
        expect(draftText(whole).startsWith(shown)).toBe(true);
    }),
    { numRuns: ROUNDS },
  );
  expect(spoke).toBeGreaterThan(ROUNDS / 10);
}, 36_000_000);

test("a sentence is said as soon as it is finished, while the model still writes", async () => {
  const { said, proposal } = await hear(ZH, [inPieces(answerWith(HONEST[ZH]!))]);
  // The last one comes with the end of the answer.
  expect(said.map(({ draft }) => draft.sentences.length)).toEqual(
    HONEST[ZH]!.slice(0, -1)
      .map((_, i) => i + 1)
      .concat(said.length === HONEST[ZH]!.length ? [HONEST[ZH]!.length] : []),
  );
  expect(proposal.decision.action).toBe("auto");
});

test("labels that disagree on the type keep every sentence back", async () => {
  const labels = { ...LABELS, service_type: "standard", service_item: "fault" };
  const { said, proposal } = await hear(ZH, [inPieces(answerWith(HONEST[ZH]!, { labels }))]);
  expect(said).toEqual([]);
  expect(proposal.decision.action).not.toBe("auto");
});

test("where policy holds the answer nothing is said before a person has seen it", async () => {
  const said: Proposal[] = [];
  const model = scriptedModel([inPieces(answerWith(HONEST[ZH]!))]);
  await answer({ ...base, model }, { ...ask(ZH), channel: "email" }, never, async (soFar) => said.push(soFar) > 0);
  expect(said).toEqual([]);
});

test("a sentence that fails its check is never said, nor any after it", async () => {
  const [first, second, ...rest] = HONEST[ZH]!;
  const { said, proposal, shown } = await hear(ZH, [inPieces(answerWith([first, second, FALSE, ...rest]))]);
  expect(said.length).toBeGreaterThan(0);
  expect(shown).not.toContain("999");
  expect(shown).toContain(first!.text);
  expect(shown).not.toContain(rest[0]!.text);
  expect(proposal.decision.action).not.toBe("auto");
});

test("once somebody says no, nothing more is offered", async () => {
  let offered = 0;
  const model = scriptedModel([inPieces(answerWith(HONEST[ZH]!))]);
  await answer({ ...base, model }, ask(ZH), never, async () => {
    offered += 1;
    return false;
  });
  expect(offered).toBe(1);
});

test("an answer that breaks off before its first sentence leaves room for the next model", async () => {
  const second = scriptedModel([inPieces(answerWith(HONEST[ZH]!))], "second");
  const model = fallbackModel(
    [scriptedModel([inPieces(answerWith(HONEST[ZH]!), [9], { cutAfter: 40 })]), second],
    2_000,
  );
  const said: Proposal[] = [];
  const proposal = await answer({ ...base, model }, ask(ZH), never, async (soFar) => said.push(soFar) > 0);
  expect(proposal).toMatchObject({ model: { outcome: "answered" }, provenance: { model: "second" } });
  expect(draftText(proposal).startsWith(draftText(said.at(-1)!))).toBe(true);
});

test("an answer that breaks off after a sentence was said is not taken up by another model", async () => {
  const whole = answerWith(HONEST[ZH]!);
  const second = scriptedModel([{ text: answerWith([FALSE]) }], "second");
  const cutAfter = whole.indexOf(HONEST[ZH]![2]!.text);
  const model = fallbackModel([scriptedModel([inPieces(whole, [9], { cutAfter })]), second], 2_000);
  const said: Proposal[] = [];
  const proposal = await answer({ ...base, model }, ask(ZH), never, async (soFar) => said.push(soFar) > 0);
  expect(said.length).toBeGreaterThan(0);
  expect(second.requests).toEqual([]);
  expect(proposal.model).toMatchObject({ outcome: "failed", problem: "unavailable" });
});

test("what goes wrong in saying comes out, and stops the rest", async () => {
  const model = scriptedModel([inPieces(answerWith(HONEST[ZH]!))]);
  let offered = 0;
  const asked = answer({ ...base, model }, ask(ZH), never, async () => {
    offered += 1;
    throw new Error("no database");
  });
  await expect(asked).rejects.toThrow("no database");
  expect(offered).toBe(1);
});

test("a customer who leaves stops the model", async () => {
  const gone = new AbortController();
  const model = scriptedModel([{ text: answerWith(HONEST[ZH]!), drip: { signs: [20], everyMs: 5 } }]);
  const asked = answer({ ...base, model }, ask(ZH), gone.signal, async () => {
    gone.abort();
    return true;
  });
  await expect(asked).rejects.toMatchObject({ code: "canceled" });
});
