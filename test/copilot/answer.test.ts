import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { signalsOf } from "../../src/copilot/decide/signals.ts";
import { FRAMES } from "../../src/copilot/draft/frames.ts";
import { citedPassages, draftText, Proposal, saidSentences } from "../../src/copilot/proposal.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { DomainError } from "../../src/kernel/errors.ts";
import type { SearchQuery } from "../../src/knowledge/types.ts";
import { type ScriptStep, scriptedModel } from "../../src/models/scripted.ts";
import { ask, sampleDeps, sampleSearch } from "./sample-copilot.ts";

const QUESTION = "How do I restore a backup to a point in time?";
const LABELS = { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" };
type Said = { readonly text: string; readonly cites: readonly number[] };
const modelSays = (sentences: readonly Said[], change: object = {}): ScriptStep => ({
  text: (request) =>
    JSON.stringify({
      labels: LABELS,
      // Zero stands for the passage about backups, wherever search put it.
      sentences: sentences.map(({ text, cites }) => ({
        text,
        cites: cites.map((n) => (n === 0 ? passageNumber(request.user, "Backup and restore") : n)),
      })),
      clarifying_question: null,
      missing: [],
      ...change,
    }),
});
const passageNumber = (user: string, title: string): number =>
  Number(
    new RegExp(`\\[(\\d+)\\] ${title}[^\\n]*Restore`).exec(user)?.[1] ??
      new RegExp(`\\[(\\d+)\\] ${title}`).exec(user)?.[1] ??
      1,
  );
const STOP = { text: "Stop the services PanhengJob and PanhengApp.", cites: [0] };

describe("without a model", () => {
  test("the answer is drawn from the passages and may be sent", async () => {
    const proposal = await answer(await sampleDeps(), ask(QUESTION));
    expect(proposal.draft.engine).toBe("embedded");
    expect(draftText(proposal)).toContain('add --until "2026-10-31 14:30"');
    expect(proposal.checks).toEqual({ passed: true, removed: 0, failures: [] });
    expect(proposal.decision.action).toBe("auto");
    expect(citedPassages(proposal).map(({ path }) => path)).toEqual(["en/panheng-erp/backup-and-restore.md"]);
    expect(proposal.provenance).toMatchObject({
      prompt: null,
      model: null,
      modelCalls: { succeeded: 0, failed: 0 },
      costMicros: 0,
    });
  });

  test("a question that nothing answers goes to a person, with an honest word", async () => {
    const proposal = await answer(await sampleDeps(), ask("怎么给我的火星车充电"));
    expect(proposal.decision).toMatchObject({ action: "hand_over", handoffReason: "not_in_knowledge_base" });
    expect(saidSentences(proposal).map(({ kind }) => kind)).toEqual(["frame"]);
    expect(proposal.draft.missing).not.toEqual([]);
  });

  test("where what was found is too unsure for a draft, agents are shown what comes closest, and customers nothing of it", async () => {
    const deps = await sampleDeps();
    const { policies } = deps;
    const { autonomy } = policies;
    const thresholds = { ...autonomy.thresholds, answerability: 1 };
    const strict = { ...deps, policies: { ...policies, autonomy: { ...autonomy, thresholds } } };
    const proposal = await answer(strict, ask(QUESTION));
    expect(proposal.draft.nearest?.map(({ text }) => text).join("\n")).toContain("--until");
    expect(saidSentences(proposal).map(({ kind }) => kind)).toEqual(["frame"]);
    expect(citedPassages(proposal)).toEqual([]);
    expect((await answer(strict, ask("怎么给我的火星车充电"))).draft.nearest).toBeUndefined();
    expect((await answer(deps, ask(QUESTION))).draft.nearest).toBeUndefined();
  });

  test("a burst of messages is searched as one text, and talk before the last resolution is left out", async () => {
    const seen: SearchQuery[] = [];
    const deps = await sampleDeps({
      search: (query) => {
        seen.push(query);
        return sampleSearch(query);
      },
    });
    await answer(deps, ask("在吗", "月末结账", "报 ERP-FIN-2107 怎么办"));
    expect(seen[0]!.text).toContain("月末结账");
    expect(seen[0]!.text).toContain("ERP-FIN-2107");
    seen.length = 0;
    await answer(deps, {
      ...ask(),
      turns: [
        { role: "customer", text: "打印机连不上怎么办？" },
        { role: "agent", text: "请重新安装驱动。" },
        { role: "customer", text: "好了，解决了，谢谢！" },
        { role: "customer", text: "另外请问备份怎么恢复？" },
      ],
    });
    expect(seen[0]!.text).toContain("备份");
    expect(seen[0]!.text).not.toContain("打印机");
  });

  test("only what the customer may read is searched", async () => {
    const proposal = await answer(
      await sampleDeps(),
      ask("When does first line hand over to technical service? escalation runbook"),
    );
    expect(proposal.retrieved.passages.filter(({ audience }) => audience === "internal")).toEqual([]);
  });

  test("the customer's language is looked at first, the others only when it gives too little", async () => {
    const languages: (string | undefined)[] = [];
    const deps = await sampleDeps({
      search: (query) => {
        languages.push(query.filter.language);
        return sampleSearch(query);
      },
    });
    await answer(deps, ask(QUESTION));
    await answer(deps, ask("怎么给我的火星车充电"));
    expect(languages).toEqual(["en", "zh", undefined]);
  });

  test("a search that is down goes to a person", async () => {
    const deps = await sampleDeps({ search: () => Promise.reject(new DomainError("unavailable", "down")) });
    const proposal = await answer(deps, ask(QUESTION));
    expect(proposal.decision.action).toBe("hand_over");
  });
});

describe("with a model", () => {
  test("its checked sentences are the draft, in one call", async () => {
    const model = scriptedModel([
      modelSays([STOP, { text: "Then start the services and compare the trial balance.", cites: [0] }]),
    ]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(proposal.draft.engine).toBe("model");
    expect(proposal.decision.action).toBe("auto");
    expect(proposal.provenance.modelCalls).toEqual({ succeeded: 1, failed: 0 });
    expect(proposal.provenance.prompt).toMatchObject({ id: "answer" });
    expect(proposal.provenance.costMicros).toBeGreaterThan(0);
    expect(model.requests).toHaveLength(1);
  });

  test("an unsupported sentence is removed, and what is left needs a person", async () => {
    const model = scriptedModel([modelSays([STOP, { text: "The restore takes 45 minutes.", cites: [0] }])]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(draftText(proposal)).toBe(STOP.text);
    expect(proposal.checks).toMatchObject({ passed: false, removed: 1 });
    expect(proposal.decision.action).toBe("propose");
  });

  test("what the customer said of themselves reaches no model and comes back in the answer; of others nothing may be said", async () => {
    const mine = `My name is Priya Raman, mail priya@example.com. ${QUESTION}`;
    const said = async (text: string) => {
      const model = scriptedModel([modelSays([STOP, { text, cites: [0] }])]);
      const proposal = await answer(await sampleDeps({ model }), ask(mine));
      expect(model.requests[0]!.user).toContain("My name is [name], mail [email].");
      return draftText(proposal);
    };
    const stop = STOP.text.replace(/\.$/, "");
    expect(await said(`${stop}, [name], as [email].`)).toContain(`${stop}, Priya Raman, as priya@example.com.`);
    expect(await said(`${stop}, as omar@example.com.`)).not.toContain("omar@");
  });

  test("a contact's name from their record reaches no model and comes back in the answer, as their words do", async () => {
    const asked = ask(`The screen says that Faith Long has no rights. ${QUESTION}`);
    const stop = STOP.text.replace(/\.$/, "");
    const model = scriptedModel([modelSays([STOP, { text: `${stop}, [name].`, cites: [0] }])]);
    const known = { ...asked, customer: { ...asked.customer, owned: ["Faith Long"] } };
    const proposal = await answer(await sampleDeps({ model }), known);
    expect(model.requests[0]!.user).toContain("The screen says that [name] has no rights.");
    expect(draftText(proposal)).toContain(`${stop}, Faith Long.`);
  });

  test("a draft that mostly fails is put aside for the embedded one", async () => {
    const model = scriptedModel([
      modelSays([
        { text: "We will refund you $500 by tomorrow.", cites: [0] },
        { text: "Our CEO says hello.", cites: [9] },
      ]),
    ]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(proposal.draft.engine).toBe("embedded");
    expect(proposal.model.problem).toBe("unsupported");
    expect(draftText(proposal)).not.toContain("refund");
  });

  test.each<[string, ScriptStep]>([
    ["fails", { fault: "unavailable" }],
    ["hangs", { hang: true }],
    ["writes no JSON", { text: "Sure! Here is how you do it." }],
    ["writes another shape", { text: '{"answer":"yes"}' }],
  ])("when it %s the embedded draft stands in", async (_, step) => {
    const deps = await sampleDeps({ model: scriptedModel([step]) });
    const proposal = await answer({ ...deps, settings: { ...deps.settings, modelBudgetMs: 40 } }, ask(QUESTION));
    expect(proposal.draft.engine).toBe("embedded");
    expect(proposal.model.outcome).toBe("failed");
    expect(draftText(proposal)).toContain("--until");
  });

  test("another opinion on the service type is a reason to ask a person", async () => {
    const model = scriptedModel([
      modelSays([STOP], { labels: { ...LABELS, service_type: "complaint", service_item: "quality" } }),
    ]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(proposal.decision.action).toBe("propose");
    expect(proposal.decision.reasons.map(({ code }) => code)).toContain("stop.opinions_disagree");
  });

  test("labels outside the closed sets are refused, counted and looked at by a person", async () => {
    const model = scriptedModel([modelSays([STOP], { labels: { ...LABELS, service_type: "vip" } })]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(proposal.model).toMatchObject({ labels: null, refusedLabels: 1 });
    expect(proposal.decision.action).toBe("propose");
  });

  test("when it finds no answer in the passages it is believed", async () => {
    const model = scriptedModel([modelSays([], { missing: ["how to charge"] })]);
    const proposal = await answer(await sampleDeps({ model }), ask(QUESTION));
    expect(proposal.draft).toMatchObject({ engine: "model", missing: ["how to charge"] });
    expect(proposal.decision).toMatchObject({ action: "hand_over", handoffReason: "not_in_knowledge_base" });
  });

  test("it sees the same instructions every time, data only behind a fence, and no personal data", async () => {
    const model = scriptedModel([modelSays([STOP])]);
    const deps = await sampleDeps({ model });
    await answer(deps, ask(QUESTION));
    await answer(deps, ask(`${QUESTION} Call me on 13800138000, {{vendor}} $& fence1`));
    const [first, second] = model.requests;
    expect(second!.system).toBe(first!.system);
    expect(second!.system).not.toContain("restore a backup to");
    expect(second!.user).not.toContain("13800138000");
    expect(second!.user).toContain("{{vendor}} $&");
    // The question holds the fence that came next, so another one was drawn.
    expect(second!.user).toContain("-----fence2-----");
  });

  test("canceling stops the call and throws", async () => {
    const controller = new AbortController();
    const asked = answer(
      await sampleDeps({ model: scriptedModel([{ hang: true }]) }),
      ask(QUESTION),
      controller.signal,
    );
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: "canceled" });
  });
});

test("a closed matter gets a courtesy and no search", async () => {
  const deps = await sampleDeps({ search: () => expect.unreachable() });
  const proposal = await answer(deps, {
    ...ask(),
    turns: [
      { role: "customer", text: "备份怎么恢复？" },
      { role: "agent", text: "请先停止服务，再恢复。" },
      { role: "customer", text: "好了，解决了，谢谢！" },
    ],
  });
  expect(draftText(proposal)).toContain("不客气");
});

describe("after an answer", () => {
  const ANSWERED = "How do I restore a backup to a point in time?";
  const follow = async (...texts: readonly string[]) => {
    const deps = await sampleDeps();
    const first = await answer(deps, ask(ANSWERED));
    const turns = [
      { role: "customer", text: ANSWERED },
      { role: "agent", text: draftText(first) },
      ...texts.map((text) => ({ role: "customer" as const, text })),
    ] as const;
    return { first, next: await answer(deps, { ...ask(), turns }) };
  };

  test.each(["ok", "好的", "收到", "好", "👍", "👍🏻👍🏻", "🙏", "[OK]", "[微笑]", "我试一下", "got it", "好的 👌"])(
    "%j ends the matter with a friendly word",
    async (text) => {
      const { next } = await follow(text);
      expect(next.decision).toMatchObject({ action: "auto", tier: 0, handoffReason: null });
      expect(next.draft.sentences.map((sentence) => sentence.text)).toEqual([FRAMES[next.draft.language].courtesy]);
    },
  );

  test.each([
    "不行",
    "没用",
    "还是不行",
    "?",
    "？？",
    "没看懂",
    "什么意思？",
    "😡",
    "doesn't help",
    "still the same",
    ANSWERED,
  ])("%j does not get the same answer again: a person takes over", async (text) => {
    const { first, next } = await follow(text);
    expect(first.decision.action).toBe("auto");
    expect(next.decision.action).toBe("hand_over");
  });

  test("a yes to a question, to a request or in an open fault settles nothing", async () => {
    const said = (advice: string, problem = "怎么改凭证？") =>
      signalsOf([
        { role: "customer", text: problem },
        { role: "agent", text: advice },
        { role: "customer", text: "好的" },
      ]).settled;
    expect(said("在凭证查询里点“修改”。")).toBe(true);
    expect(said("请问您用的是哪个版本？")).toBe(false);
    expect(said("麻烦您提供一下日志。")).toBe(false);
    expect(said("在凭证查询里点“修改”。", "凭证保存就报错，系统崩溃了")).toBe(false);
  });
});

describe("to what the vendor began", () => {
  const said = (text: string) =>
    signalsOf([
      { role: "agent", text: "确认是产品缺陷。" },
      { role: "customer", text },
    ]);

  test.each(["谢谢", "thanks!", "好的", "收到", "ok"])(
    "%j is an end: no task, and nobody is asked what it is about",
    (text) => {
      expect(said(text)).toMatchObject({ settled: true, onlyGreets: false, productDefect: false });
    },
  );

  test("a greeting is none", () => {
    expect(said("你好")).toMatchObject({ settled: false, onlyGreets: true });
  });
});

describe("a first message that asks for nothing", () => {
  const say = async (text: string, channel: "web" | "email" = "web") =>
    answer(
      await sampleDeps({
        search: () => expect.unreachable(),
        understand: (read) => understand(shippedUnderstanding(), read),
      }),
      { ...ask(), channel, turns: [{ role: "customer", text }] },
    );

  test.each(["谢谢，解决了", "謝謝你們，已經好了", "thanks, that solved it", "多谢！", "Thank you very much 😊"])(
    "%j gets a friendly word, and nobody has to look at it",
    async (text) => {
      const { decision, draft } = await say(text);
      expect(decision).toMatchObject({ action: "auto", tier: 0, handoffReason: null });
      expect(draft.sentences.map((sentence) => sentence.text)).toEqual([FRAMES[draft.language].courtesy]);
    },
  );

  test.each(["你好", "您好，在吗", "Hello", "hi there"])("%j is asked what it is about", async (text) => {
    const { decision, draft } = await say(text);
    expect(decision.action).toBe("clarify");
    expect(draft.clarifyingQuestion).toBe(FRAMES[draft.language].askWhat);
  });

  test.each([
    "你是机器人吗？",
    "您好，请问您是谁",
    "你能做什么",
    "Are you a bot?",
    "hi, who are you?",
    "Is this an AI?",
  ])("%j is told that it is a machine, and how to get a person", async (text) => {
    const { decision, draft } = await say(text);
    expect(decision.action).toBe("clarify");
    expect(draft.clarifyingQuestion).toBe(FRAMES[draft.language].whoAnswers);
  });

  test("a channel where people send stays theirs", async () => {
    expect((await say("谢谢，解决了", "email")).decision.action).toBe("propose");
  });
});

test.each([
  "谢谢，但是备份还是失败",
  "thanks, but the backup still fails",
  "你好，备份怎么恢复",
  "Hi, how do I restore a backup?",
])("%j is looked up as a question", async (text) => {
  const deps = await sampleDeps();
  let asked = 0;
  const search: typeof deps.search = (query) => {
    asked += 1;
    return deps.search(query);
  };
  const proposal = await answer({ ...deps, search }, { ...ask(), turns: [{ role: "customer", text }] });
  expect(asked).toBeGreaterThan(0);
  expect(draftText(proposal)).not.toContain(FRAMES[proposal.draft.language].courtesy);
});

test("whatever a model writes, what is said rests on passages of this run", async () => {
  const text = fc.oneof(
    fc.constantFrom(
      STOP.text,
      "Start the services.",
      "Restore takes 3 days.",
      'Click "Free".',
      "ERP-BAK-9999",
      "We promise it.",
      "见 https://evil.example/",
      "A backup holds the licence file.",
    ),
    fc.string({ minLength: 1 }),
  );
  const sentences = fc.array(fc.record({ text, cites: fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 3 }) }), {
    maxLength: 4,
  });
  const anything = fc.oneof(
    sentences.map((said): ScriptStep => modelSays(said)),
    fc.json().map((json): ScriptStep => ({ text: json })),
  );
  const deps = await sampleDeps();
  await fc.assert(
    fc.asyncProperty(anything, async (step) => {
      const proposal = await answer({ ...deps, model: scriptedModel([step]) }, ask(QUESTION));
      for (const { kind, text: said, cites } of saidSentences(proposal)) {
        if (kind !== "fact") continue;
        expect(cites.length).toBeGreaterThan(0);
        const source = cites.map((i) => proposal.retrieved.passages[i]!.text).join(" ");
        for (const [digits] of said.replace(/^\d+\. /, "").matchAll(/\d+/g)) expect(source).toContain(digits);
        for (const [, quoted] of said.matchAll(/"([^"]+)"/g))
          expect(source.toLowerCase()).toContain(quoted!.toLowerCase());
      }
      expect(Proposal.parse(JSON.parse(JSON.stringify(proposal)))).toEqual(proposal);
      expect(proposal.provenance.modelCalls.succeeded).toBeLessThanOrEqual(1);
      if (proposal.checks.failures.length > 0) expect(proposal.decision.action).not.toBe("auto");
    }),
    { numRuns: Number(process.env["ROUNDS"] ?? 80) },
  );
});

test("a list and the page after it stand apart in the text", () => {
  const fact = (text: string, at: number) => ({
    kind: "fact" as const,
    text,
    cites: [at],
    check: { supported: true, reasons: [], similarity: 1 },
  });
  const sentences = [fact("1. 打开设置。", 0), fact("2. 保存。", 0), fact("导出后七天有效。", 1), fact("1. 重试。", 1)];
  const draft = {
    engine: "embedded" as const,
    language: "zh" as const,
    sentences,
    missing: [],
    clarifyingQuestion: null,
  };
  expect(draftText({ draft })).toBe("1. 打开设置。\n2. 保存。\n\n导出后七天有效。\n\n1. 重试。");
});
