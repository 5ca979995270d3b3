import { expect, test } from "vitest";
import { decided, onDecided } from "../../src/web/app/decisions.ts";

test("what counts waiting drafts hears of each decision at once, and of none after it has stopped listening", () => {
  let heard = 0;
  const stop = onDecided(() => {
    heard += 1;
  });
  decided();
  decided();
  stop();
  decided();
  expect(heard).toBe(2);
});
