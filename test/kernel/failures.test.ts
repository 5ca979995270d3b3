import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { describeFailure } from "../../src/kernel/failures.ts";

const failure = (code: string) => describeFailure(Object.assign(new Error(`${code}: as the system says it`), { code }));

test.each([
  ["ENOENT", /no such file or folder/],
  ["EEXIST", /DATA_DIR/],
  ["ENOTDIR", /DATA_DIR/],
  ["ENOTFOUND", /DATABASE_URL, or HOST/],
  ["EADDRNOTAVAIL", /HOST is no address of this machine/],
])("an operator is told what to do about %s", (code, advice) => {
  expect(failure(code)).toMatch(advice);
});

test.each(["postgres://threeline:a/b@c@database/threeline", "postgres://threeline:100%@database/threeline"])(
  "an address that the driver cannot take apart is named, without its password: %s",
  (url) => {
    expect(() => readConfig({ DATABASE_URL: url })).toThrow(/DATABASE_URL \(is no address/);
    expect(() => readConfig({ DATABASE_URL: url })).not.toThrow(/a\/b|100/);
  },
);

test("passwords with escaped signs and sockets are addresses", () => {
  for (const url of ["postgres://threeline:a%2Fb%40c@database/threeline", "postgresql:///threeline?host=/var/run"])
    expect(readConfig({ DATABASE_URL: url }).DATABASE_URL).toBe(url);
});
