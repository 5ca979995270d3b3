import { expect, test } from "vitest";
import { type GivenRequest, type GoldRequest, requestFigures } from "../../evals/scorers/requests.ts";

const gold = (id: string, service_type: GoldRequest["service_type"], voc: GoldRequest["voc"] = []): GoldRequest => ({
  id,
  text: "?",
  service_type,
  service_item: "howto",
  voc,
  sentiment: "neutral",
  urgency: "low",
});
const GIVEN: GivenRequest = {
  id: "a",
  service_type: "consult",
  service_item: "howto",
  service_type_confidence: 1,
  voc: [],
  sentiment: "neutral",
  urgency: "low",
  decision: "propose",
  ms: 1,
};

test("predictions that are all right score 1 throughout", () => {
  const rows = [gold("a", "consult"), gold("b", "complaint")];
  const given = rows.map(({ id, service_type }) => ({ ...GIVEN, id, service_type }));
  expect(requestFigures(rows, given)).toMatchObject({
    n: 2,
    type_macro_f1: 1,
    item_macro_f1: 1,
    complaint_n: 1,
    complaint_precision: 1,
    complaint_recall: 1,
    ece: 0,
    coverage_at_95: 1,
    sentiment_macro_f1: 1,
    auto_share: 0,
    auto_on_complaint_or_professional: 0,
  });
});

test("a complaint that is missed and answered by itself shows in recall, in the share of automatic ones and by name", () => {
  const rows = [gold("a", "complaint"), gold("b", "complaint"), gold("c", "consult"), gold("d", "professional")];
  const given = [
    { ...GIVEN, service_type: "complaint" },
    { ...GIVEN, decision: "auto" as const },
    { ...GIVEN, decision: "auto" as const },
    { ...GIVEN, service_type: "professional", decision: "hand_over" as const },
  ];
  const figures = requestFigures(rows, given);
  expect(figures).toMatchObject({ n: 4, complaint_n: 2, complaint_precision: 1, complaint_recall: 0.5 });
  expect(figures).toMatchObject({ auto_share: 0.5, auto_on_complaint_or_professional: 1, ece: 0.25 });
});
