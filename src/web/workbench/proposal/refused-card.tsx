import { Button } from "antd";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import type { Draft } from "../../wire.ts";
import { useRefusedWords } from "./refused-words.ts";

interface Props {
  readonly draft: Draft;
  /** Puts a text into the reply that is being written. */
  readonly onUse: (text: string) => void;
}

/** A draft that somebody put aside: why, and its text to write on with. */
export function RefusedCard({ draft, onUse }: Props) {
  const { labels } = useWords();
  const words = useRefusedWords();
  const { can } = useSession();
  return (
    <section className="card" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p dir="auto">
        {draft.rejectReason !== null && labels.reject[draft.rejectReason]}
        {draft.rejectComment !== null && draft.rejectComment !== "" && <> · {draft.rejectComment}</>}
      </p>
      <p className="exact" dir="auto">
        {draft.text}
      </p>
      {can("ticket.reply") && (
        <footer className="card-foot">
          <Button onClick={() => onUse(draft.text)}>{words.use}</Button>
        </footer>
      )}
    </section>
  );
}
