import { languageOf } from "../language.ts";

/** What a page says about the widget in the `data-` attributes of its script tag. */
export interface Settings {
  /** Address of the Threeline server: where the script came from, unless `data-server` names another. */
  readonly base: string;
  /** A signed end-user token, or an address of the page's own server that answers {token}. */
  readonly token: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly language: "zh" | "en";
  readonly theme: "auto" | "light" | "dark";
  readonly title: string | undefined;
  readonly color: string | undefined;
  /** Separates conversations of one person, e.g. by product. */
  readonly thread: string;
  readonly open: boolean;
  /** Questions to start with, one a line in `data-questions`; none unless the page has some. */
  readonly questions: readonly string[];
}

const MAX_QUESTIONS = 5;

export function readSettings(script: HTMLScriptElement): Settings {
  const { server, token, tokenUrl, lang, theme, title, color, thread, open, questions } = script.dataset;
  return {
    base: server ?? new URL(script.src).origin,
    token,
    tokenUrl,
    language: languageOf(lang ?? (document.documentElement.lang || navigator.language)),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    title,
    color: color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : undefined,
    thread: thread ?? "web",
    open: open !== undefined,
    questions: (questions ?? "")
      .split("\n")
      .map((question) => question.trim())
      .filter((question) => question !== "")
      .slice(0, MAX_QUESTIONS),
  };
}
