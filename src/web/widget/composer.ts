import type { SentFile } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import { fileTray, type TrayDeps } from "./file-tray.ts";
import type { WidgetWords } from "./words.ts";

const MAX_LENGTH = 20_000;
const WARN_LENGTH = 18_000;

interface ComposerDeps extends Omit<TrayDeps, "onChange"> {
  readonly onSend: (text: string, files: readonly SentFile[]) => void;
  readonly onStop: () => void;
}

/**
 * Where one types. Enter sends, Shift+Enter breaks the line; a text is taken out as it is sent, so it goes once. Files are
 * chosen, pasted or dropped, and go with the next message.
 */
export function composer(words: WidgetWords, { onSend, onStop, upload, discard }: ComposerDeps) {
  const tray = fileTray(words, { upload, discard, onChange: () => measure() });
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
    tray.list,
    h("div", { class: "field" }, tray.button, tray.input, box, stop, send),
    h("div", { class: "hint" }, h("span", {}, words.aiNotice), left),
  );

  const measure = () => {
    send.disabled = (box.value.trim() === "" && tray.count() === 0) || tray.waiting();
    left.textContent = box.value.length > WARN_LENGTH ? words.left(MAX_LENGTH - box.value.length) : "";
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
  };
  const submit = () => {
    const text = box.value.trim();
    if ((text === "" && tray.count() === 0) || tray.waiting()) return;
    box.value = "";
    const files = tray.take();
    measure();
    onSend(text, files);
    box.focus();
  };
  box.addEventListener("input", measure);
  box.addEventListener("keydown", (event) => {
    // While an input method composes Chinese, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  });
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return {
    node,
    /** Files that were dropped on the conversation. */
    addFiles: tray.add,
    focus: () => box.focus(),
    setBusy: (busy: boolean) => stop.classList.toggle("hidden", !busy),
  };
}
