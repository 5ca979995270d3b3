import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { languageOf } from "../language.ts";
import { useMatch } from "../ui/use-match.ts";
import { type Words, zhWords } from "../ui/words/words.ts";
import { enWords } from "../ui/words/words-en.ts";

export type LanguageChoice = "zh" | "en";
export type ThemeChoice = "auto" | "light" | "dark";

interface Preferences {
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
  readonly dark: boolean;
  /** Nothing moves: the system says that its user prefers so. */
  readonly still: boolean;
  readonly words: Words;
  setLanguage(language: LanguageChoice): void;
  setTheme(theme: ThemeChoice): void;
}

const Context = createContext<Preferences | null>(null);
const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser without storage forgets the choice, nothing else.
  }
};
const SYSTEM_DARK = matchMedia("(prefers-color-scheme: dark)");
const SYSTEM_STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** Language and theme: the person's choice on this device, first as the browser and the system have them. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<LanguageChoice>(() => {
    const stored = read("tl.language");
    return stored === "zh" || stored === "en" ? stored : languageOf(navigator.language);
  });
  const [theme, setTheme] = useState<ThemeChoice>(() => {
    const stored = read("tl.theme");
    return stored === "light" || stored === "dark" ? stored : "auto";
  });
  const systemDark = useMatch(SYSTEM_DARK);
  const still = useMatch(SYSTEM_STILL);
  const dark = theme === "dark" || (theme === "auto" && systemDark);

  useEffect(() => {
    keep("tl.language", language);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  useEffect(() => keep("tl.theme", theme), [theme]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }, [dark]);

  const words = language === "zh" ? zhWords : enWords;
  const value = useMemo(
    () => ({ language, theme, dark, still, words, setLanguage, setTheme }),
    [language, theme, dark, still, words],
  );
  return <Context value={value}>{children}</Context>;
}

export function usePreferences(): Preferences {
  const value = useContext(Context);
  if (value === null) throw new Error("usePreferences stands outside of PreferencesProvider.");
  return value;
}

/** The words of the chosen language. */
export const useWords = (): Words => usePreferences().words;

/** The words of one surface in the chosen language. */
export const useWordsIn = <Own,>(both: Readonly<Record<LanguageChoice, Own>>): Own => both[usePreferences().language];
