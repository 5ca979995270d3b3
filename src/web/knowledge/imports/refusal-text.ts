import type { LanguageChoice } from "../../app/preferences.tsx";
import { ApiError } from "../../client.ts";
import { problemText } from "../../ui/words/problem-words.ts";
import { importRefusal } from "./import-reasons.ts";

/** Why an import was not begun, for the reader's eyes. */
export const refusalText = (error: unknown, language: LanguageChoice, fallback: string): string =>
  (language === "zh" && error instanceof ApiError ? importRefusal(error.message) : null) ??
  problemText(error, language, fallback);
