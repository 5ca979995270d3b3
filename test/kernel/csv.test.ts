import { expect, test } from "vitest";
import { csvLine } from "../../src/kernel/csv.ts";

test("cells with commas, quotes and line ends are quoted; numbers stay numbers; null is empty", () => {
  expect(csvLine(["a,b", 'say "hi"', "two\nlines", -1.5, null, true])).toBe(
    '"a,b","say ""hi""","two\nlines",-1.5,,true\r\n',
  );
});

test("what a spreadsheet would run as a formula begins with an apostrophe", () => {
  expect(csvLine(["=1+1", "+1", "-x", "@sum(a)", "\tx", "1=1"])).toBe("'=1+1,'+1,'-x,'@sum(a),'\tx,1=1\r\n");
});

test("full-width signs and a line break at the start are no way around it", () => {
  expect(csvLine(["＝1+1", "＋1", "－x", "＠a", "\n=1"])).toBe("'＝1+1,'＋1,'－x,'＠a,\"'\n=1\"\r\n");
});
