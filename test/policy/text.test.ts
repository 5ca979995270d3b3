import { expect, test } from "vitest";
import { withValue } from "../../src/policy/text.ts";

test("a value is changed where it stands, and the rest stays byte for byte", () => {
  expect(withValue("# all\nsilence:  false # why\nx: { silence: false }\n", "silence", true)).toBe(
    "# all\nsilence:  true # why\nx: { silence: false }\n",
  );
  expect(withValue("x: 1\n", "silence", true)).toBeNull();
});

test("a value that may stand in other places as well is not changed", () => {
  expect(withValue("silence: &no false\nother: *no\n", "silence", true)).toBeNull();
  expect(withValue("other: &no false\nsilence: *no\n", "silence", true)).toBeNull();
});
