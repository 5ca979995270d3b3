import { expect, test } from "vitest";
import { joins, nameOf, type Topic, topicTerms, withQuestion } from "../../src/knowledge/suggestions/cluster.ts";
import { differenceOf, type EditType } from "../../src/knowledge/suggestions/difference.ts";
import { patchBody } from "../../src/knowledge/suggestions/patch.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";

test.each<[EditType, string, string, string]>([
  ["wrong_fact", "a number", "连续输错 5 次密码会锁定。", "连续输错 3 次密码会锁定。"],
  ["wrong_fact", "a menu", "请在「系统管理」里点击重置。", "请在「安全中心」里点击重置。"],
  ["wrong_fact", "a denial", "标准版支持多组织合并报表。", "标准版不支持多组织合并报表。"],
  ["wrong_fact", "a version", "This works from 8.0 on.", "This works from 8.2 on."],
  ["wrong_fact", "a sentence left out", "先关账。\n关账后不能再改凭证。", "先关账。"],
  ["missing_step", "a step", "1. 打开期末处理\n2. 点击反结账", "1. 打开期末处理\n2. 通知其他人退出\n3. 点击反结账"],
  ["missing_step", "a step in English", "Open the sandbox.", "Open the sandbox. Then click Refresh and wait."],
  ["tone", "courtesy", "密码在登录页重置。", "您好，感谢您的咨询。\n密码在登录页重置。\n如有疑问随时联系我们。"],
  ["tone", "other words", "您需要先把子模块关账。", "您需要先将子模块关账。"],
  ["policy", "a promise", "我们会跟进这个问题。", "我们会跟进这个问题。\n我们保证两个工作日内退款。"],
  ["policy", "a price", "旗舰版的价格是 100 元每用户。", "旗舰版的价格是 120 元每用户。"],
  ["personal", "a name", "密码在登录页重置。", "李经理，您好。\n密码在登录页重置。"],
  ["personal", "a number to call", "我们已经登记。", "我们已经登记。\n稍后请留意 13800138000 的来电。"],
])("an edit that changes %s (%s) is told apart", (type, _, drafted, sent) => {
  expect(differenceOf(drafted, sent)?.type).toBe(type);
});

test("an edit of blanks, line ends or full stops alone is no difference", () => {
  expect(differenceOf("先关账。\n再结账。", "先关账。 再结账")).toBe(null);
});

test("a patch puts a changed sentence in place of the old one, and a new step where it belongs", () => {
  const body = "# 反结账\n\n说明见下。\n\n1. 打开期末处理\n2. 点击反结账\n\n每次最多退 3 期。\n";
  const changes = differenceOf(
    "打开期末处理\n点击反结账\n每次最多退 3 期。",
    "李总，您好。\n打开期末处理\n点击反结账\n输入管理员密码\n每次最多退 1 期。",
  )!.changes;
  expect(patchBody(body, changes)).toBe(
    "# 反结账\n\n说明见下。\n\n1. 打开期末处理\n2. 点击反结账\n3. 输入管理员密码\n\n每次最多退 1 期。\n",
  );
  // Taken over once, it is not taken over again.
  expect(patchBody(patchBody(body, changes), changes)).toBe(patchBody(body, changes));
});

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  invoice: ["怎么开电子发票", "电子发票在哪里开具？", "请问电子发票如何红冲", "电子发票开错了怎么作废"],
  wechat: ["能不能对接企业微信", "企业微信怎么和你们系统打通", "企业微信消息推送怎么配置", "请问支持企业微信登录吗"],
  barcode: ["扫码枪连不上怎么办", "扫码枪扫出来是乱码", "仓库的扫码枪没反应", "支持哪些型号的扫码枪"],
  budget: ["有没有预算管理", "预算管理模块怎么启用", "部门预算管理可以按季度编制吗"],
  printer: [
    "How do I set up a label printer?",
    "The label printer prints blank pages",
    "Which label printers do you support?",
  ],
  currency: ["Can I change the base currency?", "How to switch base currency after go-live", "base currency is wrong"],
};

/** Adds questions in this order; the groups with the topics of their questions. */
function grouped(questions: readonly (readonly [topic: string, question: string])[]) {
  const segmenter = createSegmenter();
  const groups: (Topic & { id: number; topics: string[]; questions: string[] })[] = [];
  for (const [topic, question] of questions) {
    const terms = topicTerms(segmenter, question);
    const found = joins(terms, groups);
    const group = found ?? { id: groups.length, terms: {}, count: 0, topics: [], questions: [] };
    const next = { ...group, ...withQuestion(group, terms) };
    next.topics = [...group.topics, topic];
    next.questions = [...group.questions, question];
    groups[group.id] = next;
  }
  return groups.map((group) => ({ ...group, name: nameOf(group, segmenter, group.questions) }));
}
const all = Object.entries(TOPICS).flatMap(([topic, questions]) => questions.map((each) => [topic, each] as const));
const turns = (list: typeof all) => [...list].sort((a, b) => a[1].length - b[1].length || (a[1] < b[1] ? -1 : 1));

test.each([
  ["as they are listed", all],
  ["backwards", [...all].reverse()],
  ["the shortest first", turns(all)],
])("unanswered questions of one matter come together and no others, asked %s", (_, questions) => {
  const groups = grouped(questions);
  expect(groups.filter(({ topics }) => new Set(topics).size > 1)).toEqual([]);
  // Most of a matter stands in one group, so that its count says how often it is asked.
  for (const [topic, asked] of Object.entries(TOPICS)) {
    const largest = Math.max(...groups.map(({ topics }) => topics.filter((each) => each === topic).length));
    expect([topic, largest]).toEqual([topic, expect.toSatisfy((n: number) => n >= asked.length - 1)]);
  }
});

test("a word that stands everywhere in the knowledge base brings nothing together", () => {
  const segmenter = createSegmenter();
  const rarity = (term: string) => (/配置|参数/.test(term) ? 0.1 : 1);
  const [first, second] = ["打印机参数怎么配置", "邮箱参数怎么配置"].map((each) => topicTerms(segmenter, each, rarity));
  expect(joins(second!, [withQuestion({ terms: {}, count: 0 }, first!)])).toBe(undefined);
});

test("a group is named by the words that its questions share, and the same questions give the same groups", () => {
  const names = grouped(all).map(({ name }) => name);
  expect(names.filter((name) => name.includes("电子发票") || name.includes("电子"))).toHaveLength(1);
  expect(names.some((name) => /label printer/i.test(name))).toBe(true);
  expect(grouped(all)).toEqual(grouped(all));
});
