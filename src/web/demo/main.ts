import { languageOf } from "../language.ts";
import { h } from "../widget/dom.ts";
import type { WidgetControl } from "../widget/main.ts";
import { demoWords } from "./words.ts";
import "./style.css";

const asked = new URLSearchParams(location.search);
const language = languageOf(asked.get("lang") ?? navigator.language);
const theme = asked.get("theme") ?? "auto";
const words = demoWords(language);
const other = new URLSearchParams(asked);
other.set("lang", language === "zh" ? "en" : "zh");

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
document.documentElement.dataset["theme"] = theme;
document.title = words.title;

const card = ({ name, about, facts }: (typeof words.products)[number]) =>
  h("article", { class: "card" }, h("h3", {}, name), h("p", {}, about), h("p", { class: "facts" }, facts));

const control = () => (globalThis as { threeline?: WidgetControl }).threeline;
const question = (text: string) =>
  h("li", {}, h("button", { type: "button", onclick: () => control()?.ask(text) }, text));

document.body.append(
  h(
    "header",
    { class: "bar" },
    h("strong", { class: "brand" }, h("span", { class: "leaf", "aria-hidden": "true" }), words.brand),
    h("span", { class: "section" }, words.section),
    h("a", { href: `?${other}`, lang: language === "zh" ? "en" : "zh-CN" }, words.otherLanguage),
  ),
  h(
    "main",
    {},
    h(
      "section",
      { class: "hero" },
      h("h1", {}, words.headline),
      h("p", {}, words.lead),
      h("p", { class: "visitor" }, words.visitor),
    ),
    h("section", { class: "cards", "aria-label": words.section }, ...words.products.map(card)),
    h("section", { class: "topics" }, h("h2", {}, words.topicsTitle), h("ul", {}, ...words.questions.map(question))),
  ),
  h("footer", {}, words.footer),
);

const script = h("script", {
  src: "/widget.js",
  "data-token-url": "/demo/token",
  "data-lang": language,
  "data-theme": theme,
  "data-title": words.support,
  "data-color": "#1f6b52",
  "data-questions": words.questions.slice(0, 3).join("\n"),
  "data-open": asked.has("chat"),
});
document.body.append(script);
