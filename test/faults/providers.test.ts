import { expect, test } from "vitest";
import { FAULTS, underFault } from "../../evals/faults/providers/scenario.ts";
import { testDatabase } from "../support/database.ts";

const NOTHING_WRONG = { lost: 0, duplicated: 0, doubleSent: 0, unchecked: 0 };
test.each(FAULTS)(
  "while the provider fails with %s the customer has an answer in time, in one ticket, once",
  async (fault) => {
    const outcome = await underFault(await testDatabase(), fault, false, 2);
    const by = { busy_retry_after_fits: "model", cut_in_answer: "person" } as Readonly<Record<string, string>>;
    const answeredBy = by[fault] ?? "embedded";
    expect(outcome).toMatchObject({ ...NOTHING_WRONG, answeredBy });
  },
);

test.each(["refused", "hang", "server_error", "flood"])(
  "the next provider answers while the first fails with %s",
  async (fault) => {
    expect(await underFault(await testDatabase(), fault, true, 2)).toMatchObject({
      ...NOTHING_WRONG,
      answeredBy: "model",
    });
  },
);

test("a provider that hangs costs three customers their wait, and then rests", async () => {
  expect(await underFault(await testDatabase(), "hang", false)).toMatchObject({ ...NOTHING_WRONG, asked: 3 });
});
