import { expect, test } from "vitest";
import { blocksOf, parse, reading } from "./parse-blocks.ts";

test("a note of a documentation site says what kind it is, in the language of its words", () => {
  const source = `:::warning
Keep the old key.
:::

:::danger Take care

Old copies cannot be read.

:::

:::note[Who may]
Owners.
:::

::: caution
请先停止服务。
:::

:::note
:::

Plain words.
`;
  expect(reading("a.md", source)).toEqual([
    "paragraph: Warning: Keep the old key.",
    "paragraph: Danger: Take care\nOld copies cannot be read.",
    "paragraph: Note: Who may\nOwners.",
    "paragraph: 注意：请先停止服务。",
    "paragraph: Plain words.",
  ]);
});

test("the marks of footnotes are left out, their texts are read", () => {
  expect(reading("a.md", "Keys expire[^1].\n\n[^1]: After 90 days.\n")).toEqual([
    "paragraph: Keys expire.",
    "paragraph: After 90 days.",
  ]);
});

test("a note that is marked by its indent is read as what stands in it", () => {
  const source = `!!! warning "Disk space"
    Needs 20 GB.

    1. Check it.

       \`\`\`sh
       df
       \`\`\`

??? question "Why?"
    Because.

=== "Linux"

    - Run it.

Plain words.
`;
  const page = parse("a.md", source);
  expect(blocksOf(page).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    "paragraph: Warning: Disk space\nNeeds 20 GB.",
    "item: 1. Check it.",
    "code: df",
    "paragraph: Why?\nBecause.",
    "paragraph: Linux",
    "item: Run it.",
    "paragraph: Plain words.",
  ]);
  const { start, end } = blocksOf(page)[1]!;
  expect(source.slice(start, end)).toBe("1. Check it.");
});

test("notes of components and of template tags say their kind, and imports over several lines are no text", () => {
  const source = `import {
  Alpha,
} from "./x";

{/* for
writers */}

<Admonition type="danger" title="Old agents">

Restart them.

</Admonition>

<Note>Keys are per project.</Note>

{% hint style="warning" %}
Stop it first.
{% endhint %}
`;
  expect(reading("a.mdx", source)).toEqual([
    "paragraph: Danger: Old agents\nRestart them.",
    "paragraph: Note: Keys are per project.",
    "paragraph: Warning: Stop it first.",
  ]);
});

test("a fence around a note is no code", () => {
  const source =
    "```{warning} Disk\nNeeds *20 GB*.\n\n- Check it.\n```\n\n:::{tip}\nCopy it.\n:::\n\n```{note}\nOpen end\n";
  expect(reading("a.md", source)).toEqual([
    "paragraph: Warning: Disk\nNeeds 20 GB.",
    "item: Check it.",
    "paragraph: Tip: Copy it.",
    "code: Open end",
  ]);
  expect(reading("a.md", "Words.\n\n:::note Only a title\n")).toEqual([
    "paragraph: Words.",
    "paragraph: Note: Only a title",
  ]);
});

test("a note of reStructuredText says its kind, within a step too", () => {
  const source = `#. Stop it.

   .. warning::

      All users are cut off.

#. Copy it.

.. note:: Words of the note
   go on here.

.. danger::

   - 不要断电。

.. tip::

Plain words.
`;
  expect(reading("a.rst", source)).toEqual([
    "item: 1. Stop it.",
    "paragraph: Warning: All users are cut off.",
    "item: 2. Copy it.",
    "paragraph: Note: Words of the note go on here.",
    "paragraph: Danger:",
    "item: 不要断电。",
    "paragraph: Plain words.",
  ]);
});

test("an HTML page is read without what a help centre puts around it, and its callouts say their kind", () => {
  const source = `<head><title>Reset</title></head><header role="banner">Log in</header><div class="cookie-banner">We use cookies.</div>
<ol class="breadcrumb"><li>Docs</li></ol><div role="navigation">Menu</div>
<h1>Reset</h1><ol><li><p>Open it.</p><div class="confluence-information-macro confluence-information-macro-warning">
<div class="confluence-information-macro-body"><p>All sessions end.</p></div></div></li></ol>
<div class="admonition tip"><p class="admonition-title">Tip</p><p>Copy it.</p></div>
<div class="lake-alert lake-alert-danger"><p>不要断电。</p></div><div class="alert alert-info"></div><p>Plain words.</p>
<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td><td><pre>oak a\noak b</pre></td></tr></table>
<div class="article-votes"><p>Was it helpful?</p></div>`;
  expect(reading("a.html", source)).toEqual([
    "item: 1. Open it.",
    "item: Warning: All sessions end.",
    "paragraph: Tip: Copy it.",
    "paragraph: 危险：不要断电。",
    "paragraph: Plain words.",
    "code: oak a\noak b",
  ]);
});

test("of an HTML page with a main element only that is read, unless it holds no text or not the heading", () => {
  const page = (main: string) => reading("a.html", `<div>Menu</div><main>${main}</main><footer>Imprint</footer>`);
  expect(page("<h1>T</h1><p>Words.</p>")).toEqual(["paragraph: Words."]);
  expect(page("<div></div>")).toEqual(["paragraph: Menu", "paragraph: Imprint"]);
});
