import { expect, test } from "vitest";
import { errorFacts } from "../../src/kernel/log.ts";

test("the log keeps what happened and where, and nothing that a driver adds about the row or the request", () => {
  const cause = Object.assign(new Error("violates check"), {
    code: "23514",
    constraint: "message_check",
    detail: "Failing row contains (我的密码是 123)",
    headers: { authorization: "Bearer sk-1" },
  });
  const facts = errorFacts(new Error("The reply was not stored.", { cause }));
  expect(facts).toMatchObject({
    message: "The reply was not stored.",
    cause: { message: "violates check", code: "23514", constraint: "message_check" },
  });
  expect(JSON.stringify(facts)).not.toMatch(/密码|sk-1/);
});

test("errors that cause each other in a circle are cut off", () => {
  const error = new Error("round");
  error.cause = error;
  expect(JSON.stringify(errorFacts(error))).toContain("round");
});
