import type { Citation } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import type { Passage } from "./session.ts";
import type { WidgetWords } from "./words.ts";

/** The passage behind a citation, over the conversation; Escape leads back. */
export function passageView(
  words: WidgetWords,
  citation: Citation,
  passage: Promise<Passage | null>,
  onBack: () => void,
): HTMLElement {
  const body = h("div", { class: "passage-body", tabindex: "0" });
  const node = h(
    "div",
    { class: "passage", role: "region", "aria-label": words.source(citation.number, citation.title) },
    h(
      "div",
      { class: "passage-head" },
      h("button", { type: "button", class: "plain", "aria-label": words.back, onclick: onBack }, icon("back")),
      h("h3", {}, citation.title),
    ),
    body,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onBack();
  });
  void passage.then((found) => {
    if (found === null) body.append(h("p", { class: "state" }, words.passageMissing));
    else {
      const trail = found.headingPath.filter((heading) => heading !== found.title);
      if (trail.length > 0) body.append(h("p", { class: "trail" }, trail.join(" › ")));
      body.append(h("mark", { class: "quote", dir: "auto" }, found.text));
    }
  });
  return node;
}
