import { h, icon } from "./dom.ts";
import type { WidgetWords } from "./words.ts";

const MAX_LENGTH = 20_000;
const WARN_LENGTH = 18_000;

/** Where one types. Enter sends, Shift+Enter breaks the line; a text is taken out as it is sent, so it goes once. */
export function composer(
  words: WidgetWords,
  { onSend, onStop }: { readonly onSend: (text: string) => void; readonly onStop: () => void },
) {
  const box = h("textarea", {
    rows: "1",
    dir: "auto",
    maxlength: MAX_LENGTH,
    placeholder: words.placeholder,
    "aria-label": words.inputLabel,
  });
  const left = h("span", { class: "left", role: "status" });
  const send = h("button", { type: "submit", class: "send", "aria-label": words.send, disabled: true }, icon("send"));
  const stop = h(
    "button",
    { type: "button", class: "send stop hidden", "aria-label": words.stop, title: words.stop, onclick: onStop },
    icon("stop"),
  );
  const node = h(
    "form",
    { class: "composer" },
    h("div", { class: "field" }, box, stop, send),
    h("div", { class: "hint" }, h("span", {}, words.aiNotice), left),
  );

  const measure = () => {
    send.disabled = box.value.trim() === "";
    left.textContent = box.value.length > WARN_LENGTH ? words.left(MAX_LENGTH - box.value.length) : "";
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
  };
  const submit = () => {
    const text = box.value.trim();
    if (text === "") return;
    box.value = "";
    measure();
    onSend(text);
    box.focus();
  };
  box.addEventListener("input", measure);
  box.addEventListener("keydown", (event) => {
    // While an input method composes Chinese, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return {
    node,
    focus: () => box.focus(),
    setBusy: (busy: boolean) => stop.classList.toggle("hidden", !busy),
  };
}
