import type { Client } from "../client.ts";
import { surveyCalls, surveyFault } from "../survey/calls.ts";
import { surveyForm } from "../survey/form.ts";
import { stopAsking } from "../survey/stop.ts";
import { surveyWords } from "../survey/words.ts";
import { h } from "./dom.ts";

export interface SurveyOffer {
  readonly token: string;
  readonly asksNps: boolean;
}

/** The survey asked beneath a conversation that has ended; it can be put off, and goes when it is answered. */
export function surveyCard(client: Client, language: "zh" | "en", offer: SurveyOffer): HTMLElement {
  const words = surveyWords(language);
  const calls = surveyCalls(client, offer.token);
  const later = h("button", { type: "button", class: "link" }, words.later);
  const stop = stopAsking(words, calls, false);
  const form = surveyForm(
    words,
    offer.asksNps,
    async (answer) => {
      await calls.answer(answer);
      card.replaceChildren(h("p", { class: "done", role: "status" }, words.thanks), stop);
    },
    (error) => surveyFault(error, words).text,
  );
  const card = h(
    "section",
    { class: "survey-card", "aria-label": words.title },
    h("div", { class: "top" }, h("h3", {}, words.title), later),
    form,
    stop,
  );
  later.addEventListener("click", () => card.remove());
  return card;
}
