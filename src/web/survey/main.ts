import { createClient } from "../client.ts";
import { languageOf } from "../language.ts";
import { h } from "../widget/dom.ts";
import { type SurveyAsked, surveyCalls, surveyFault } from "./calls.ts";
import { surveyForm } from "./form.ts";
import { stopAsking } from "./stop.ts";
import { type SurveyWords, surveyWords } from "./words.ts";
import "./form.css";
import "./page.css";

const calls = surveyCalls(createClient(), decodeURIComponent(location.pathname.split("/").at(-1) ?? ""));
const chosen = new URLSearchParams(location.search).get("lang");
const card = h("main", { "aria-live": "polite" });
document.body.append(card);

/** Puts the page in a language: the one asked for in the address, else the survey's own, else the browser's. */
function speak(own?: "zh" | "en"): SurveyWords {
  const language = chosen === "zh" || chosen === "en" ? chosen : (own ?? languageOf(navigator.language));
  const words = surveyWords(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = words.title;
  const other = language === "zh" ? "en" : "zh";
  document.querySelector("nav")?.remove();
  document.body.prepend(
    h("nav", {}, h("a", { href: `?lang=${other}`, lang: other === "zh" ? "zh-CN" : "en" }, words.other)),
  );
  return words;
}

const show = (words: SurveyWords, ...content: Node[]) =>
  card.replaceChildren(h("h1", { tabindex: "-1" }, words.title), ...content);

function ask(words: SurveyWords, asked: SurveyAsked): void {
  const form = surveyForm(
    words,
    asked.asksNps,
    async (answer) => {
      await calls.answer(answer);
      thank(words, asked);
    },
    (error) => surveyFault(error, words).text,
  );
  show(
    words,
    h("p", { class: "about" }, words.about(asked.from, asked.subject)),
    h("p", { class: "lead" }, words.lead),
    form,
    stopAsking(words, calls, asked.unsubscribed),
  );
}

function thank(words: SurveyWords, asked: SurveyAsked): void {
  const again = h("button", { type: "button", class: "link", onclick: () => ask(words, asked) }, words.changeButton);
  show(
    words,
    h("p", { class: "done", role: "status" }, words.thanks),
    h("p", { class: "lead" }, `${words.change} `, again),
    stopAsking(words, calls, asked.unsubscribed),
  );
  card.querySelector("h1")?.focus();
}

async function begin(): Promise<void> {
  let words = speak();
  show(words, h("p", { class: "lead", role: "status" }, words.loading));
  try {
    const asked = await calls.open();
    words = speak(asked.language);
    if (!asked.open) show(words, h("p", { class: "done" }, words.spent), stopAsking(words, calls, asked.unsubscribed));
    else if (asked.answered) thank(words, asked);
    else ask(words, asked);
  } catch (error) {
    const { text, again } = surveyFault(error, words);
    const more = again
      ? h("button", { type: "button", class: "submit", onclick: () => void begin() }, words.retry)
      : stopAsking(words, calls, false);
    show(words, h("p", { class: "done", role: "alert" }, text), ...(text === words.unknown ? [] : [more]));
  }
}

void begin();
