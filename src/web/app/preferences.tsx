import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { languageOf } from "../language.ts";
import { type Words, zhWords } from "../ui/words.ts";
import { enWords } from "../ui/words-en.ts";

export type LanguageChoice = "zh" | "en";
export type ThemeChoice = "auto" | "light" | "dark";

interface Preferences {
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
  readonly dark: boolean;
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
  const [systemDark, setSystemDark] = useState(SYSTEM_DARK.matches);
  const dark = theme === "dark" || (theme === "auto" && systemDark);

  useEffect(() => {
    const change = () => setSystemDark(SYSTEM_DARK.matches);
    SYSTEM_DARK.addEventListener("change", change);
    return () => SYSTEM_DARK.removeEventListener("change", change);
  }, []);
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
    () => ({ language, theme, dark, words, setLanguage, setTheme }),
    [language, theme, dark, words],
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
