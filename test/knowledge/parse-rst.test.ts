import { expect, test } from "vitest";
import { reading } from "./parse-blocks.ts";

test("a substitution reads as its text, and the mark of a footnote is left out", () => {
  const source =
    ".. |prod| replace:: Oakskiff Server\n\n|prod| runs |here| [1]_ and there [#f]_.\n\n.. [1] On 64 bit.\n";
  expect(reading("a.rst", source)).toEqual([
    "paragraph: Oakskiff Server runs here and there.",
    "paragraph: On 64 bit.",
  ]);
});

test("a table of commas names its columns by its first row where that is said to be its header", () => {
  const source = ".. csv-table:: Ports\n   :header-rows: 1\n\n   Port, Use\n   80, web\n";
  expect(reading("a.rst", source)).toEqual(["row: Port: 80; Use: web"]);
});

test("steps within a tab stay apart, and items keep their letters", () => {
  const source = ".. tabs::\n\n   .. group-tab:: Linux\n\n      #. Stop it.\n      #. Copy it.\n\na. one\nb. two\n";
  expect(reading("a.rst", source)).toEqual([
    "item: Linux",
    "item: 1. Stop it.",
    "item: 2. Copy it.",
    "item: a. one",
    "item: b. two",
  ]);
});

test("a list within a cell belongs to the cell, and what is said behind a directive's name is read as text", () => {
  const source =
    ".. list-table::\n   :header-rows: 1\n\n   * - Step\n     - Ports\n   * - One\n     - Open:\n\n       - 80\n       - 443\n\n.. seealso:: :doc:`Backup <backup>`\n\n.. note:: Mind *this*.\n";
  expect(reading("a.rst", source)).toEqual([
    "row: Step: One; Ports: Open: - 80 - 443",
    "quote: Backup",
    "paragraph: Note: Mind this.",
  ]);
});
