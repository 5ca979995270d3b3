import { composer } from "./composer.ts";
import { type Citation, type Conversation, type Line, lineText } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import { type LineActions, lineView } from "./message-view.ts";
import { passageView } from "./passage-view.ts";
import type { Session } from "./session.ts";
import type { WidgetWords } from "./words.ts";

export interface PanelOptions {
  readonly title: string;
  readonly words: WidgetWords;
  /** Questions of the page to start with. */
  readonly questions: readonly string[];
  readonly session: () => Session;
  readonly onClose: () => void;
}

/** The open chat: header, conversation, composer, and the passage that covers them when a source is opened. */
export function chatPanel({ title, words, questions, session, onClose }: PanelOptions) {
  const subtitle = h("p", { class: "subtitle" }, words.subtitle);
  const close = h(
    "button",
    { type: "button", class: "plain", "aria-label": words.close, onclick: onClose },
    icon("close"),
  );
  const person = h(
    "button",
    { type: "button", class: "person", onclick: () => void session().askPerson(words.personMessage) },
    icon("person"),
    words.person,
  );
  const header = h("header", {}, h("div", { class: "heading" }, h("h2", {}, title), subtitle), person, close);
  const lines = h("div", {
    class: "lines",
    role: "log",
    "aria-live": "polite",
    "aria-label": words.log,
    tabindex: "0",
  });
  const notice = h("div", { class: "notice", role: "status" });
  const thinking = h(
    "div",
    { class: "thinking", role: "status" },
    h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    words.thinking,
  );
  const write = composer(words, {
    onSend: (text, files) => session().send(text, files),
    onStop: () => session().stop(),
    upload: (file, signal) => session().upload(file, signal),
    discard: (file) => session().discard(file),
  });
  const welcome = welcomeView(words, questions, (text) => session().send(text));
  const main = h("div", { class: "main" }, lines, notice, write.node);
  const node = h("section", { class: "panel", role: "dialog", "aria-label": title }, header, main);
  takesDrops(node, words.dropHere, write.addFiles);
  const views = new Map<string, ReturnType<typeof lineView>>();

  const openPassage = (line: Line, citation: Citation) => {
    const opener = (node.getRootNode() as ShadowRoot).activeElement;
    const cover = passageView(words, citation, session().passage(line, citation), () => {
      cover.remove();
      main.inert = false;
      header.inert = false;
      if (opener instanceof HTMLElement) opener.focus();
    });
    main.inert = true;
    header.inert = true;
    node.append(cover);
    cover.querySelector("button")?.focus();
  };
  const actions: LineActions = {
    onCitation: openPassage,
    onRetry: (key) => session().retry(key),
    onRate: (line, helpful) => session().rate(line, helpful),
    content: (file) => session().content(file),
  };

  const update = (state: Conversation) => {
    const nearEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 120;
    const added = drawLines(state, lines, views, words, actions, welcome);
    const writing = state.lines.at(-1)?.state === "streaming" && lineText(state.lines.at(-1)!) !== "";
    if (state.busy && !writing) lines.append(thinking);
    else thinking.remove();
    subtitle.textContent = state.withPerson ? words.subtitlePerson : words.subtitle;
    person.setAttribute("aria-pressed", String(state.withPerson));
    write.setBusy(state.busy);
    const text = noticeOf(state, words);
    if (notice.textContent !== text) notice.textContent = text;
    if (nearEnd || added) lines.scrollTop = lines.scrollHeight;
  };
  let survey: HTMLElement | undefined;
  const showSurvey = (card: HTMLElement) => {
    if (survey !== undefined) return;
    survey = card;
    lines.after(card);
  };
  return { node, update, focus: write.focus, showSurvey };
}

/** Lets files be dropped anywhere on the panel, and says so while they hover. */
function takesDrops(panel: HTMLElement, words: string, add: (files: readonly File[]) => void): void {
  const cover = h("div", { class: "drop", "aria-hidden": "true" }, words);
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
  panel.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    panel.append(cover);
  });
  panel.addEventListener("dragleave", (event) => {
    if (!panel.contains(event.relatedTarget as Node | null)) cover.remove();
  });
  panel.addEventListener("drop", (event) => {
    cover.remove();
    if (!holdsFiles(event)) return;
    event.preventDefault();
    add([...(event.dataTransfer?.files ?? [])]);
  });
}

/** Puts the lines in order, reusing their nodes. True when the person's own new line came in. */
function drawLines(
  state: Conversation,
  box: HTMLElement,
  views: Map<string, ReturnType<typeof lineView>>,
  words: WidgetWords,
  actions: LineActions,
  welcome: HTMLElement,
): boolean {
  let added = false;
  if (state.lines.length === 0) box.prepend(welcome);
  else welcome.remove();
  for (const line of state.lines) {
    const view = views.get(line.key);
    if (view !== undefined) view.update(line);
    else {
      const made = lineView(line, words, actions);
      views.set(line.key, made);
      added ||= line.from === "me";
    }
  }
  const wanted = state.lines.map((line) => views.get(line.key)!.node);
  for (const child of [...box.querySelectorAll("article")]) if (!wanted.includes(child)) child.remove();
  // Moving a node would make a screen reader say it again, so only nodes out of place are moved.
  wanted.forEach((node, index) => {
    const at = box.querySelectorAll("article")[index];
    if (at !== node) box.insertBefore(node, at ?? null);
  });
  return added;
}

function noticeOf(state: Conversation, words: WidgetWords): string {
  if (state.problem === "expired") return words.expired;
  if (!state.connected) return navigator.onLine ? words.reconnecting : words.offline;
  if (state.problem === "problem") return words.problem;
  return state.askedAgain ? words.personAsked : (state.waiting?.[words.code] ?? "");
}

function welcomeView(words: WidgetWords, questions: readonly string[], onPick: (text: string) => void): HTMLElement {
  const picks = questions.map((text) =>
    h("button", { type: "button", class: "pick", onclick: () => onPick(text) }, text),
  );
  return h(
    "div",
    { class: "welcome" },
    h("div", { class: "hello" }, icon("spark"), h("p", {}, words.greeting)),
    h("div", { class: "picks" }, ...picks),
  );
}
