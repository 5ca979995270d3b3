import { createClient } from "../client.ts";
import formStyle from "../survey/form.css?inline";
import type { Conversation } from "./conversation.ts";
import { h, icon } from "./dom.ts";
import { chatPanel } from "./panel.ts";
import { createSession, type Session } from "./session.ts";
import { readSettings, type Settings } from "./settings.ts";
import style from "./style.css?inline";
import { type SurveyOffer, surveyCard } from "./survey-card.ts";
import { tokenSource, userOf } from "./token.ts";
import { widgetWords } from "./words.ts";

/** What the page may call: `threeline.open()`, `threeline.ask("…")`. */
export interface WidgetControl {
  open(): void;
  /** Opens the chat and sends this as a question of the visitor. */
  ask(text: string): void;
  close(): void;
}

function mount(settings: Settings): WidgetControl {
  const words = widgetWords(settings.language);
  const host = h("div", {
    id: "threeline",
    "data-theme": settings.theme,
    lang: settings.language === "zh" ? "zh-CN" : "en",
  });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + formStyle + (settings.color === undefined ? "" : `:host{--accent:${settings.color}}`));
  root.adoptedStyleSheets = [sheet];
  const count = h("span", { class: "count hidden" });
  const launcher = h(
    "button",
    { type: "button", class: "launcher", "aria-label": words.launcher, "aria-expanded": "false" },
    icon("chat"),
    count,
  );
  root.append(launcher);
  document.body.append(host);

  let session: Session | undefined;
  let panel: ReturnType<typeof chatPanel> | undefined;
  let unread = 0;
  let answers = 0;

  const showCount = () => {
    count.textContent = String(unread);
    count.classList.toggle("hidden", unread === 0);
    launcher.setAttribute("aria-label", unread === 0 ? words.launcher : `${words.launcher}, ${words.unread(unread)}`);
  };
  const onChange = (state: Conversation) => {
    panel?.update(state);
    const now = state.lines.filter(({ from, state: at }) => from !== "me" && at !== "streaming").length;
    if (now > answers && panel !== undefined && !panel.node.isConnected) unread += now - answers;
    answers = now;
    showCount();
  };
  const start = () => {
    if (session === undefined) {
      const { client, memory } = connect(settings);
      const onSurvey = (offer: SurveyOffer) => panel?.showSurvey(surveyCard(client, settings.language, offer));
      session = createSession({ client, memory, thread: settings.thread, now: Date.now, onChange, onSurvey });
    }
    return session;
  };
  const close = () => {
    panel?.node.remove();
    launcher.classList.remove("hidden");
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  };
  const open = () => {
    panel ??= chatPanel({
      title: settings.title ?? words.title,
      words,
      questions: settings.questions,
      session: start,
      onClose: close,
    });
    root.append(panel.node);
    launcher.classList.add("hidden");
    launcher.setAttribute("aria-expanded", "true");
    unread = 0;
    showCount();
    panel.update(start().state());
    void start().start();
    panel.focus();
  };
  launcher.addEventListener("click", open);
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") close();
  });
  const ask = (text: string) => {
    open();
    start().send(text);
  };
  if (settings.open) open();
  return { open, ask, close };
}

function connect(settings: Settings) {
  const token = tokenSource(settings);
  const slot = async () => `threeline:${settings.base}:${settings.thread}:${userOf(await token(false))}`;
  return {
    client: createClient({ base: settings.base, language: settings.language, token }),
    memory: {
      read: async () => localStorage.getItem(await slot()),
      write: async (ticketId: string) => {
        try {
          localStorage.setItem(await slot(), ticketId);
        } catch {
          // Without storage the conversation still works, it is only not found again.
        }
      },
    },
  };
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const settings = readSettings(script);
  const begin = () => {
    (globalThis as { threeline?: WidgetControl }).threeline = mount(settings);
  };
  if (document.body === null) addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();
}
