import { App } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { problemText } from "./words/problem-words.ts";

/** Runs what a button does: one at a time, with its outcome said. Gives false when it failed. */
export function useAct(): {
  readonly busy: boolean;
  run(act: () => Promise<unknown>, done?: string): Promise<boolean>;
} {
  const { words, language } = usePreferences();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true);
    try {
      await act();
      if (done !== undefined) void message.success(done);
      return true;
    } catch (error) {
      void message.error(problemText(error, language, words.state.failed));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
