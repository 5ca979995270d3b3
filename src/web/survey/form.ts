import { h } from "../widget/dom.ts";
import type { SurveyWords } from "./words.ts";

const MOST_CHARACTERS = 2_000;

export interface SurveyAnswer {
  readonly csat: number;
  readonly ces?: number;
  readonly nps?: number;
  readonly comment?: string;
}

interface Scale {
  readonly name: "csat" | "ces" | "nps";
  readonly question: string;
  readonly from: number;
  readonly to: number;
  /** Of each value, or of the two ends. */
  readonly marks: readonly string[];
}

/** The questions of a survey. `send` resolves when the answer is kept; what it throws is told, and nothing is lost. */
export function surveyForm(
  words: SurveyWords,
  asksNps: boolean,
  send: (answer: SurveyAnswer) => Promise<void>,
  faultOf: (error: unknown) => string,
): HTMLFormElement {
  const scales: Scale[] = [
    { name: "csat", question: words.csat, from: 1, to: 5, marks: words.csatMarks },
    { name: "ces", question: words.ces, from: 1, to: 7, marks: words.cesEnds },
  ];
  if (asksNps) scales.push({ name: "nps", question: words.nps, from: 0, to: 10, marks: words.npsEnds });
  const text = h("textarea", { name: "comment", rows: 3, maxlength: MOST_CHARACTERS });
  const left = h("span", { class: "left", "aria-live": "polite" });
  text.addEventListener("input", () => {
    const rest = MOST_CHARACTERS - text.value.length;
    left.textContent = rest <= 200 ? words.left(rest) : "";
  });
  const problem = h("p", { class: "problem", role: "alert" });
  const button = h("button", { type: "submit", class: "submit" }, words.send);
  const form = h(
    "form",
    { class: "survey", novalidate: true },
    ...scales.map((scale) => scaleField(scale, words)),
    h("label", { class: "comment" }, h("span", {}, `${words.comment} `, optional(words)), text, left),
    problem,
    button,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const answer = answerOf(new FormData(form));
    problem.textContent = answer === null ? words.missing : "";
    if (answer === null) {
      form.querySelector("input")?.focus();
      return;
    }
    button.disabled = true;
    button.textContent = words.sending;
    send(answer).catch((error: unknown) => {
      problem.textContent = faultOf(error);
      button.disabled = false;
      button.textContent = words.send;
    });
  });
  return form;
}

const optional = (words: SurveyWords) => h("small", {}, words.optional);

function scaleField({ name, question, from, to, marks }: Scale, words: SurveyWords): HTMLElement {
  const values = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const named = marks.length === values.length;
  const choices = values.map((value, index) =>
    h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name, value, "aria-label": labelOf(value, index, values.length, marks, named) }),
      h("span", { "aria-hidden": "true" }, String(value)),
    ),
  );
  return h(
    "fieldset",
    { class: name },
    h("legend", {}, `${question} `, name === "csat" ? null : optional(words)),
    h("div", { class: "choices" }, ...choices),
    h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, marks[0]!), h("span", {}, marks.at(-1)!)),
  );
}

function labelOf(value: number, index: number, count: number, marks: readonly string[], named: boolean): string {
  const mark = named ? marks[index] : index === 0 ? marks[0] : index === count - 1 ? marks.at(-1) : undefined;
  return mark === undefined ? String(value) : `${value} ${mark}`;
}

function answerOf(form: FormData): SurveyAnswer | null {
  const number = (name: string) => (form.get(name) === null ? undefined : Number(form.get(name)));
  const csat = number("csat");
  if (csat === undefined) return null;
  const [ces, nps, comment] = [number("ces"), number("nps"), String(form.get("comment")).trim()];
  return {
    csat,
    ...(ces === undefined ? {} : { ces }),
    ...(nps === undefined ? {} : { nps }),
    ...(comment === "" ? {} : { comment }),
  };
}
