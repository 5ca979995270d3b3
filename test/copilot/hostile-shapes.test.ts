import { expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { HITS } from "./hostile-outputs.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

/** Pieces that a careless pattern reads in more than one way; repeated, the ways multiply. */
const PIECES = [
  ..."a1_-/.\\'\"`([<|#*>~@$%&{;:，。、的请把你我①",
  "a1",
  "ab1.",
  "a-",
  "a_",
  "_-",
  "a::",
  "x:/y",
  "\\x41",
  "1,234,",
  "1.",
  "12:30:",
  "2026-01-",
  "2026年1月",
  "a@a.",
  "+86 ",
  "http://",
  "www.a.",
  "![a](",
  "<!--",
  "<a ",
  "| a ",
  "- a\n",
  "1. a\n",
  "```\n",
  "\n\n",
  "a b ",
  "A",
  "A-",
  "Z2lnbm9yZSBhbGwg",
  "ignore all ",
  "you will ",
  "i am your ",
  "add a ",
  "act as ",
  "我们会在",
  "不支持",
  "一二",
  "three hundred ",
  "错误 ",
  "\u200b",
  "\u202e",
  "\u0301",
  "\u{e0041}",
  "\u2800",
  "😀",
];

const filled = (piece: string, signs: number): string => piece.repeat(Math.ceil(signs / piece.length)).slice(0, signs);

test("messages, passages and answers of a model made of one piece over and over are read without trying every cut", async () => {
  for (const piece of PIECES) {
    const text = `${filled(piece, 800)}!`;
    const hits = HITS.map((hit, i) => (i === 0 ? { ...hit, text: `${hit.text}\n${text}` } : hit));
    const said = [`${filled(piece, 600)}!`, `开放接口默认每分钟最多允许 600 次请求 ${filled(piece, 300)}!`];
    const output = JSON.stringify({
      labels: { service_type: "consult", service_item: "howto", voc: [], sentiment: "neutral", urgency: "low" },
      sentences: said.map((sentence) => ({ text: sentence, cites: [1] })),
      clarifying_question: null,
      missing: [],
    });
    const deps = await sampleDeps({
      search: () => Promise.resolve({ hits, answerability: 0.9, tookMs: 0 }),
      model: scriptedModel([{ text: output }]),
    });
    const proposal = await answer(deps, ask(`开放接口每分钟最多多少次请求？${text}`));
    expect(proposal.decision.action, piece).toBeTruthy();
  }
}, 300_000);
