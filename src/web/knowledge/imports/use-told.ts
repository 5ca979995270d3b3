import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useAct } from "../../ui/use-act.ts";
import { refusalText } from "./refusal-text.ts";

/** Runs what a form of imports does; why it was refused stands in the form, where it can be read as long as it takes. */
export function useTold() {
  const { words, language } = usePreferences();
  const { busy, run } = useAct();
  const [problem, setProblem] = useState("");
  const tell = (act: () => Promise<unknown>): Promise<boolean> =>
    run(async () => {
      setProblem("");
      try {
        await act();
      } catch (error) {
        // Whoever called it off knows.
        if (error instanceof DOMException && error.name === "AbortError") return;
        setProblem(refusalText(error, language, words.state.failed));
      }
    });
  return { busy, problem, tell, forget: () => setProblem("") };
}
