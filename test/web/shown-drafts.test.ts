import { expect, test } from "vitest";
import { shownDrafts } from "../../src/web/workbench/proposal/shown-drafts.ts";

const proposed = { state: "proposed", turn: 2 } as const;
const refused = { state: "rejected", turn: 2 } as const;

test("a refused reply of one's own is shown beside the draft that the copilot had proposed", () => {
  expect(shownDrafts([proposed, refused], { turn: 2 })).toEqual({ current: proposed, refused });
});

test("what was refused is shown no more once something newer is there, or the customer has written", () => {
  const waiting = { state: "waiting", turn: 2 } as const;
  expect(shownDrafts([refused, waiting], { turn: 2 })).toEqual({ current: waiting, refused: undefined });
  expect(shownDrafts([refused], { turn: 3 })).toEqual({ current: undefined, refused: undefined });
  expect(shownDrafts([{ state: "sent", turn: 2 }], { turn: 2 })).toEqual({ current: undefined, refused: undefined });
});
