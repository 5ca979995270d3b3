import { App } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { useResource } from "../ui/use-resource.ts";
import { problemText } from "../ui/words/problem-words.ts";

/** A list that the server keeps, with adding to it and taking away; a failure is told, and gives false. */
export function useKept<List>(path: string) {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const { value, error, reload } = useResource(path, () => client.json<List>(path));
  const change = async (at: string, options: { method: "POST" | "DELETE"; body?: unknown }): Promise<boolean> => {
    setBusy(true);
    try {
      await client.json(at, options);
      await reload();
      return true;
    } catch (failure) {
      void message.error(problemText(failure, language, words.state.failed));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    ...{ value, error, reload, busy },
    add: (body: unknown) => change(path, { method: "POST", body }),
    remove: (id: string) => change(`${path}/${id}`, { method: "DELETE" }),
  };
}
