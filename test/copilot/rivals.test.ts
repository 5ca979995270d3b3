import { expect, test } from "vitest";
import { rivalsIn } from "../../src/copilot/draft/extractive/rivals.ts";
import { scoreUnits } from "../../src/copilot/draft/scoring/score-units.ts";

const QUESTION = "How do I install on linux?";

/** A page of sections, as they are scored against the question. */
function page(headlines: readonly string[]) {
  const text = headlines.map((headline) => `${headline}\nUnpack it.`).join("\n");
  const passages = [{ text, title: "Install", headingPath: [], score: 1, validFor: null, versions: null }];
  const { sections } = scoreUnits(QUESTION, passages, [], null);
  const rivals = rivalsIn(QUESTION, sections, passages);
  return sections.flatMap((section) => (rivals.has(section) ? [section.units[0]!.unit.text] : []));
}

test("sections about another system than the one that is named are rivals of the one about it", () => {
  expect(page(["Install on linux", "Install on windows", "Back up"])).toEqual(["Install on windows"]);
  expect(page(["Install on macos", "Install on windows"])).toEqual([]);
});

test("a page of very many sections is compared only as far as its best ones", () => {
  const others = Array.from({ length: 400 }, (_, i) => `Install on ${String.fromCharCode(97 + (i % 26))}${i}`);
  expect(page(["Install on linux", ...others])).toHaveLength(127);
});
