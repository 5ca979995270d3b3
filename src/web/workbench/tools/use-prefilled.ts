import type { FormInstance } from "antd";
import { useEffect, useState } from "react";
import { useSession } from "../../app/session.tsx";
import { type CaseSummary, noticeText } from "./results.ts";
import { useToolWords } from "./words.ts";

/** Fills the form for the next tier from a summary of the ticket, unless a person has begun to write. What it says is for the reader. */
export function usePrefilled(
  ticketId: string,
  form: FormInstance,
): { readonly busy: boolean; readonly status: string } {
  const words = useToolWords();
  const { client } = useSession();
  const [state, setState] = useState({ busy: true, status: "" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time the form is opened
  useEffect(() => {
    const gone = new AbortController();
    client
      .json<CaseSummary>(`/v1/tickets/${ticketId}/summary`, { method: "POST", body: {}, signal: gone.signal })
      .then((made) => {
        if (gone.signal.aborted) return;
        const { notes } = made;
        const filled = Object.entries(notes).filter(([name, text]) => name !== "openQuestion" && text !== "");
        if (!form.isFieldsTouched()) form.setFieldsValue(Object.fromEntries(filled));
        setState({ busy: false, status: `${words.prefilled}${noticeText(made, words)}` });
      })
      // The form is filled from what is on the screen already: it works without the summary.
      .catch(() => setState({ busy: false, status: "" }));
    return () => gone.abort();
  }, [ticketId]);
  return state;
}
