import { h } from "../widget/dom.ts";
import type { SurveyWords } from "./words.ts";

/** Lets a person be asked never again, and take it back. */
export function stopAsking(
  words: SurveyWords,
  calls: { readonly unsubscribe: () => Promise<void>; readonly subscribe: () => Promise<void> },
  stopped: boolean,
): HTMLElement {
  const told = h("span", { role: "status" });
  const button = h("button", { type: "button", class: "link" });
  const show = () => {
    told.textContent = stopped ? words.stopped : "";
    button.textContent = stopped ? words.undo : words.stop;
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await (stopped ? calls.subscribe() : calls.unsubscribe());
      stopped = !stopped;
      show();
    } catch {
      told.textContent = words.failed;
    }
    button.disabled = false;
  });
  show();
  return h("p", { class: "stop" }, told, button);
}
