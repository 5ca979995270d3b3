import { useEffect, useState } from "react";
import { useSession } from "../app/session.tsx";
import type { Checked, CheckedText, PolicyKind } from "./wire.ts";

const TYPING_MS = 400;

/** What the server says of a text, a moment after it was typed. Undefined until it has said it of this very text. */
export function useChecked(
  kind: PolicyKind,
  text: string,
): { readonly checked: CheckedText | undefined; readonly error: unknown } {
  const { client } = useSession();
  const [state, setState] = useState<{ readonly checked?: CheckedText; readonly error?: unknown }>({});
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const options = { method: "POST", body: { text }, signal: asking.signal } as const;
        const said = await client.json<Checked>(`/v1/policies/${kind}/check`, options);
        setState({ checked: { ...said, text } });
      } catch (error) {
        if (!asking.signal.aborted) setState({ error });
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [client, kind, text]);
  return { checked: state.checked?.text === text ? state.checked : undefined, error: state.error };
}
