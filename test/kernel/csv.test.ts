import fc from "fast-check";
import { expect, test } from "vitest";
import { CSV_BOM, csvLine } from "../../src/kernel/csv.ts";
import { csv } from "../../src/web/insights/format.ts";

test("cells with commas, quotes and line ends are quoted; numbers stay numbers; null is empty", () => {
  expect(csvLine(["a,b", 'say "hi"', "two\nlines", -1.5, null, true])).toBe(
    '"a,b","say ""hi""","two\nlines",-1.5,,true\r\n',
  );
});

test("what a spreadsheet would run as a formula begins with an apostrophe", () => {
  expect(csvLine(["=1+1", "+1", "-x", "@sum(a)", "\tx", "1=1"])).toBe("'=1+1,'+1,'-x,'@sum(a),'\tx,1=1\r\n");
});

test("full-width signs and a line break at the start are no way around it", () => {
  expect(csvLine(["＝1+1", "＋1", "－x", "＠a", "\n=1"])).toBe("'＝1+1,'＋1,'－x,'＠a,\"'\n'=1\"\r\n");
});

test("a sign that other separators would put at the start of a cell is harmless as well", () => {
  expect(csvLine(["a;=1+1", "b\t@x", "c; d=1", "e\r\n-f"])).toBe("a;'=1+1,b\t'@x,c; d=1,\"e\r\n'-f\"\r\n");
});

test("a table that the browser saves is the same file as one of the server", () => {
  const signs = fc.string({ unit: fc.constantFrom("=", "＝", "-", "@", ";", "\t", "\n", "\r", ",", '"', "a", "单") });
  const cell = fc.oneof(signs, fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1 }), { minLength: 1 }), (rows) => {
      expect(csv(rows)).toBe(CSV_BOM + rows.map(csvLine).join(""));
    }),
  );
});
