import { usePreferences } from "../../app/preferences.tsx";

/** Writes numbers as they are written in the reader's language. */
export function useNumber(): (value: number) => string {
  const { language } = usePreferences();
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en").format;
}
