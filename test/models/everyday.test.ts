import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { everydayIn } from "../../src/models/everyday/everyday.ts";
import { loneSignsIn } from "../../src/models/everyday/lone-signs.ts";
import { inflectionless } from "../../src/models/everyday/tokens.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";

const meaningsOf = (text: string) => everydayIn(text).flatMap(({ meant }) => meant);

test("An everyday expression has the words of documentation for its meanings", () => {
  expect(meaningsOf("我登不上了")).toContain("登录失败");
  expect(meaningsOf("how do i get rid of it")).toContain("delete");
});

test("An expression may have signs or words in between", () => {
  expect(meaningsOf("别让同事看到")).toContain("隐藏");
  expect(meaningsOf("can i get all my files back")).toContain("restore");
});

test("An expression stands where it was said, and no word is in two of them", () => {
  const text = "密码忘了，进不去系统，别让同事用excel看到";
  const found = everydayIn(text);
  expect(found.map(({ places }) => places.map(({ start, end }) => text.slice(start, end)).join(" "))).toEqual(
    found.map(({ said }) => said),
  );
  const places = found.flatMap((one) => one.places).sort((a, b) => a.start - b.start);
  expect(places.length).toBeGreaterThan(3);
  expect(places.slice(1).every(({ start }, i) => start >= places[i]!.end)).toBe(true);
});

test("What stands in a gap is not part of the expression, and may be one of its own", () => {
  expect(everydayIn("get the old spreadsheet back").map(({ said }) => said)).toEqual(["get back", "spreadsheet"]);
});

test("A gap does not go beyond a clause", () => {
  expect(everydayIn("get it. back up")).not.toContainEqual(expect.objectContaining({ said: "get back" }));
});

test("Forms of a word and ways of denying are the same", () => {
  for (const text of ["i can't log in", "it won’t log in", "it is not logging in", "i couldn't log in"])
    expect(meaningsOf(text)).toContain("sign in");
  expect(meaningsOf("he was thrown out")).toEqual(meaningsOf("it throws out"));
});

test("A thing that sounds like something done is not found by what is done", () => {
  expect(meaningsOf("what about training")).toContain("training");
  expect(everydayIn("it was trained")).toEqual([]);
});

test("Forms of one word are found alike", () => {
  const forms = [
    ["close", "closes", "closed", "closing"],
    ["stop", "stops", "stopped", "stopping"],
    ["cancel", "cancels", "cancelled", "canceled", "cancelling"],
    ["try", "tries", "tried", "trying"],
    ["pass", "passes", "passed", "passing"],
    ["see", "sees", "saw", "seen", "seeing"],
    ["box", "boxes"],
  ];
  for (const all of forms) expect(new Set(all.map(inflectionless)).size, all[0]).toBe(1);
  expect(new Set(["fill", "file", "use", "us", "bring", "be", "need", "bus", "status"].map(inflectionless)).size).toBe(
    9,
  );
});

test("Each line of the lists says something and means something", () => {
  const folder = join(import.meta.dirname, "../../src/models/everyday");
  const lines = ["zh", "en"].flatMap((language) =>
    readdirSync(join(folder, language)).flatMap((file) =>
      readFileSync(join(folder, language, file), "utf8").split("\n"),
    ),
  );
  const said = lines.filter((line) => line !== "" && !line.startsWith("#"));
  expect(said.filter((line) => !/^[^=>]+ => [^=>*()]+$/.test(line))).toEqual([]);
  expect(said.filter((line) => /\|\s*(?:\||=>|$)|\([^()]*(?:\||\(|$)|\p{Script=Han}{40}/u.test(line))).toEqual([]);
});

test("An English expression is no part of a longer word", () => {
  expect(everydayIn("the dealership")).toEqual([]);
});

test("A question is searched by the words of documentation too, at less weight than its own", () => {
  const terms = createSegmenter().queryTerms("系统进不去了");
  const meant = terms.find(({ term }) => term === "w登录");
  expect(meant).toMatchObject({ synonym: "same" });
  expect(meant!.weight).toBeLessThan(1);
});

test("What a question's lone signs are short for is kept while it is read, and not in memory behind that", async () => {
  const run = "怎么升";
  const kept = loneSignsIn(run);
  expect(kept.map(({ sign }) => sign)).toEqual(["升"]);
  expect(loneSignsIn(run)).toBe(kept);
  await Promise.resolve();
  expect(loneSignsIn(run)).not.toBe(kept);
});
