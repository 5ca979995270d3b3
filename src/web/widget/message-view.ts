import { type Citation, type Line, lineText, type Sentence, type SentFile } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import { filesView } from "./file-view.ts";
import type { WidgetWords } from "./words.ts";

export interface LineActions {
  readonly onCitation: (line: Line, citation: Citation) => void;
  readonly onRetry: (key: string) => void;
  readonly onRate: (line: Line, helpful: boolean) => Promise<void>;
  readonly content: (file: SentFile) => Promise<Blob | null>;
}

const LONG = 900;

/** One message. `update` changes only what changed, so that a screen reader hears each new sentence once. */
export function lineView(first: Line, words: WidgetWords, actions: LineActions) {
  const mine = first.from === "me";
  const text = h("div", { class: "text", dir: "auto" });
  const foot = h("div", { class: "foot" });
  const name = { me: words.you, ai: words.ai, person: words.staff }[first.from];
  const badge = first.from === "me" ? null : icon(first.from === "ai" ? "spark" : "person");
  const author = h("div", { class: mine ? "author spoken" : "author" }, badge, name);
  const node = h("article", { class: `line ${first.from}` }, author, h("div", { class: "bubble" }, text), foot);
  let shown: readonly Sentence[] = [];
  let footer = "";
  let filesShown = false;

  const update = (line: Line) => {
    if (shown.some((sentence, index) => sentence.text !== line.sentences[index]?.text)) {
      text.replaceChildren();
      shown = [];
    }
    line.sentences.forEach((sentence, index) => {
      if (index >= shown.length) text.append(sentenceView(line, sentence, words, actions));
      else text.children[index]!.firstChild!.nodeValue = sentence.gap;
    });
    shown = line.sentences;
    if (mine && lineText(line).length > LONG && node.querySelector(".more") === null) collapse(node, text, words);
    // The server knows the files of a message from when it has the message.
    if (!filesShown && line.files.length > 0 && line.id !== null) {
      node.querySelector(".bubble")!.append(filesView(line.files, words, actions.content));
      filesShown = true;
    }
    text.classList.toggle("hidden", line.files.length > 0 && lineText(line) === "");
    node.classList.toggle("streaming", line.state === "streaming");
    const key = `${line.state}/${line.citations.length}/${line.id}`;
    if (key !== footer) foot.replaceChildren(...footOf(line, words, actions));
    footer = key;
  };
  update(first);
  return { node, update };
}

function sentenceView(line: Line, sentence: Sentence, words: WidgetWords, actions: LineActions): HTMLElement {
  const marks = sentence.citations
    .map((number) => mark(line, number, words, actions))
    .filter((found) => found !== null);
  const gap = document.createTextNode(sentence.gap);
  return h("span", { class: "sentence" }, gap, sentence.text, ...marks);
}

function mark(line: Line, number: number, words: WidgetWords, actions: LineActions): HTMLElement | null {
  const citation = line.citations.find((candidate) => candidate.number === number);
  if (citation === undefined) return null;
  const label = words.source(number, citation.title);
  return h(
    "button",
    {
      class: "mark",
      type: "button",
      "aria-label": label,
      title: label,
      onclick: () => actions.onCitation(line, citation),
    },
    String(number),
  );
}

function collapse(node: HTMLElement, text: HTMLElement, words: WidgetWords): void {
  text.classList.add("folded");
  const button = h("button", { class: "more", type: "button", "aria-expanded": "false" }, words.more);
  button.addEventListener("click", () => {
    const folded = text.classList.toggle("folded");
    button.textContent = folded ? words.more : words.less;
    button.setAttribute("aria-expanded", String(!folded));
  });
  node.querySelector(".bubble")!.append(button);
}

function footOf(line: Line, words: WidgetWords, actions: LineActions): Node[] {
  if (line.state === "sending") return [h("span", { class: "state" }, words.sending)];
  if (line.state === "failed") {
    const again = h("button", { type: "button", class: "link", onclick: () => actions.onRetry(line.key) }, words.retry);
    return [h("span", { class: "state bad" }, words.failed), again];
  }
  if (line.from === "me") return [];
  const nodes: Node[] = [];
  if (line.citations.length > 0 && line.state !== "streaming") nodes.push(sources(line, words, actions));
  if (line.state === "stopped") nodes.push(h("span", { class: "state" }, words.stopped));
  if (line.from === "ai" && line.state === "done" && line.id !== null && line.citations.length > 0)
    nodes.push(rating(line, words, actions));
  return nodes;
}

function sources(line: Line, words: WidgetWords, actions: LineActions): Node {
  const items = line.citations.map((citation) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "source", onclick: () => actions.onCitation(line, citation) },
        h("span", { class: "number" }, String(citation.number)),
        h("span", { class: "name" }, citation.title),
      ),
    ),
  );
  return h("ul", { class: "sources", "aria-label": words.sources }, ...items);
}

function rating(line: Line, words: WidgetWords, actions: LineActions): Node {
  const box = h("div", { class: "rating" });
  const button = (helpful: boolean) =>
    h(
      "button",
      {
        type: "button",
        class: "thumb",
        "aria-label": helpful ? words.helpful : words.unhelpful,
        title: helpful ? words.helpful : words.unhelpful,
        onclick: () => {
          void actions.onRate(line, helpful).then(
            () => box.replaceChildren(h("span", { class: "state", role: "status" }, words.thanks)),
            () => {},
          );
        },
      },
      icon(helpful ? "up" : "down"),
    );
  box.append(button(true), button(false));
  return box;
}
