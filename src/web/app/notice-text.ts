import { subjectText } from "../ui/subject-text.ts";
import type { Notification } from "../wire.ts";
import type { LanguageChoice } from "./preferences.tsx";

/** Kinds whose text the product writes, first in Chinese and then in English; of all others it is somebody's words. */
const IN_BOTH: ReadonlySet<Notification["kind"]> = new Set(["budget", "training", "embedding", "erasure"]);

/** Of insights the alarms are in both, each time after the name of their alert; all others are somebody's words. */
const ALARM = /^((.+?: ).*。)(\2.*)$/s;

/** The text of a notice in the reader's language, as far as it comes in both. */
export function noticeText({ kind, text }: Pick<Notification, "kind" | "text">, language: LanguageChoice): string {
  const both = kind === "insight" ? ALARM.exec(text) : IN_BOTH.has(kind) ? /^(.*。)([^。]+)$/s.exec(text) : null;
  return (both === null ? subjectText(text, language) : language === "zh" ? both[1]! : both.at(-1)!).trim();
}
