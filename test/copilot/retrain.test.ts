import { expect, test } from "vitest";
import { suggestReasons } from "../../src/copilot/reasons/suggest.ts";
import { type Explanation, explain } from "../../src/copilot/understand/explain.ts";
import { readText } from "../../src/copilot/understand/features/features.ts";
import { leadOf } from "../../src/copilot/understand/lead.ts";
import { nearestExamples } from "../../src/copilot/understand/nearest.ts";
import { EXAMPLES_FOLDER, shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { type RequestExample, readExamples } from "../../src/copilot/understand/training/examples.ts";
import { retrain } from "../../src/copilot/understand/training/retrain.ts";
import { readExample, trainUnderstanding } from "../../src/copilot/understand/training/train.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import { rawScores } from "../../src/copilot/understand/understanding-model.ts";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import { vectorise } from "../../src/models/linear/vectoriser.ts";
import { driftOf } from "../../src/tickets/agreement.ts";

const { byAuthor } = readExamples(EXAMPLES_FOLDER);
const some = byAuthor["reviewed"]!.filter((_, i) => i % 2 === 0);
const shipped = { byAuthor: { some }, outOfScope: ["今天天气真好", "讲个笑话"] };
const current = await trainUnderstanding(
  some.map((row) => readExample(row)),
  [],
  shippedUnderstanding().calibration,
  "here",
);
const cases = byAuthor["reviewed"]!.filter((_, i) => i % 10 === 1);
/** A tenant's own word that nobody else uses: "过天车" is an operation that their vendor does. */
const corrected = Array.from(
  { length: 10 },
  (_, i): RequestExample => ({
    id: `ticket:${i}`,
    text: `${["麻烦", "请", "今晚", "本周", "方便时"][i % 5]}给${["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][i]}号库过天车`,
    service_item: "operation",
    voc: [],
    sentiment: "neutral",
    urgency: "low",
  }),
);

test("corrections teach the tenant's own words, and the gate lets the better model through", async () => {
  const { model, figures } = await retrain({ shipped, corrected, cases, current, trainedFrom: "here" });
  expect(figures["newRight"]).toBeGreaterThanOrEqual(figures["currentRight"]!);
  expect(understand(model!, "请给十二号库过天车").serviceItem.label).toBe("operation");
  expect(model!.trainedFrom).toBe("here");
});

test("a model that does worse on the shipped cases is refused, and the one before stays", async () => {
  const harmful = byAuthor["reviewed"]!.filter(({ service_item }) => service_item === "billing").map((row) => ({
    ...row,
    service_item: "howto" as const,
  }));
  const complaints = byAuthor["reviewed"]!.filter(({ service_item }) => service_item === "billing").slice(0, 30);
  const before = shippedUnderstanding();
  const { model, problem } = await retrain({
    shipped,
    corrected: harmful,
    cases: complaints,
    current: before,
    trainedFrom: "x",
  });
  expect(model).toBeNull();
  expect(problem).toMatch(/complaints|cases/);
});

test("the gate judges a model as it reads customers: what only thanks is open whatever its words are like", async () => {
  const thanks = { ...some[0]!, text: "谢谢，问题已经解决了", service_item: "fault" as const };
  const few = {
    byAuthor: { some: some.filter(({ service_item }) => service_item !== "fault").slice(0, 40) },
    outOfScope: [],
  };
  const { figures } = await retrain({ shipped: few, corrected, cases: [thanks], current, trainedFrom: "here" });
  expect(figures).toMatchObject({ cases: 1, currentCasesRight: 1, newCasesRight: 1 });
});

test("fewer than five corrections train nothing", async () => {
  const few = await retrain({ shipped, corrected: corrected.slice(0, 4), cases, current, trainedFrom: "here" });
  expect(few).toMatchObject({ model: null, problem: expect.stringContaining("5") });
});

test("the examples most like a text come first, and only those that are wanted", () => {
  const nearest = nearestExamples(some);
  const [first] = nearest(some[7]!.text, 3);
  expect(first).toMatchObject({ example: { id: some[7]!.id } });
  expect(first!.similarity).toBeCloseTo(1, 5);
  const others = nearest(some[7]!.text, 3, ({ service_item }) => service_item === "billing");
  expect(others.every(({ example }) => example.service_item === "billing")).toBe(true);
  expect(nearest("zzzz qqqq", 3).length).toBeLessThanOrEqual(3);
});

test("what a label rests on: terms that spoke for it against the second", () => {
  const told = explain(shippedUnderstanding(), nearestExamples(some), "重复扣款两次，请退款");
  expect(told.serviceItem).toBe("billing");
  expect(told.contributions.some(({ term, weight }) => /退款|refund/.test(term) && weight > 0)).toBe(true);
});

test("what the features of a text weigh adds up to the lead of its item, a complaint's second opinion and the layer with it", () => {
  const model = shippedUnderstanding();
  expect(model.layered && model.complaint).toBeDefined();
  for (const { text } of some.slice(0, 40)) {
    const read = readText(text);
    const { items, words } = rawScores(model, read);
    const [first, second] = [...items.keys()].sort((a, b) => items[b]! - items[a]!) as [number, number];
    const { features, constant } = leadOf(model, vectorise(model.vectoriser, read.groups), words, [first, second]);
    const sum = features.reduce((total, weight) => total + weight, constant);
    expect(sum).toBeCloseTo(items[first]! - items[second]!, 3);
  }
});

test("the clue that made a complaint of a text weighs what all opinions give it; thanks rest on no word", () => {
  const model = shippedUnderstanding();
  const { complaint: _, ...alone } = model;
  const weightOf = (told: Pick<Explanation, "contributions">) =>
    told.contributions.find(({ term }) => term === "charged_wrong")?.weight ?? 0;
  const text = "重复扣款两次，能查一下吗，请退款";
  const told = explain(model, () => [], text);
  expect(told).toMatchObject({ serviceItem: "billing" });
  expect(weightOf(told)).toBeGreaterThan(0);
  expect(weightOf(told)).not.toBe(weightOf(explain(alone, () => [], text)));
  expect(explain(model, () => [], "谢谢，问题解决了").contributions).toEqual([]);
});

test("requests that belong together are suggested as one reason with telling terms", async () => {
  const texts = [
    "打印机卡纸了怎么办",
    "打印机没有反应",
    "打印机打不出来",
    "printer shows an error",
    "合同什么时候到期",
  ];
  const [first] = await suggestReasons(texts, glossEmbedder());
  expect(first!.terms).toContain("打印机");
  expect(first!.count).toBeGreaterThanOrEqual(3);
});

test("drift is zero for equal shares, large for turned ones, and unknown for few requests", () => {
  const counts = (high: number, low: number) => [
    { value: "high", count: high },
    { value: "low", count: low },
  ];
  expect(driftOf("urgency", counts(50, 150), counts(50, 150)).index).toBeCloseTo(0, 6);
  expect(driftOf("urgency", counts(150, 50), counts(50, 150)).index).toBeGreaterThan(0.25);
  expect(driftOf("urgency", counts(5, 5), counts(50, 150)).index).toBeNull();
});
