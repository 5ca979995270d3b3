import { PauseCircleOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { clockTime } from "../../ui/time.ts";
import type { Ticket } from "../../wire.ts";
import type { Desk } from "../ticket/use-ticket.tsx";
import { usePauseRules } from "./use-pause-rules.ts";
import { usePauseWords } from "./words.ts";
import "./pause.css";

/** Says that clocks stand still, why and until when, with the way to let them run again. */
export function PauseBanner({ desk, ticket }: { readonly desk: Desk; readonly ticket: Ticket }) {
  const pause = ticket.pauses.find(({ to }) => to === null);
  return pause === undefined ? null : <Banner desk={desk} pause={pause} />;
}

function Banner({ desk, pause }: { readonly desk: Desk; readonly pause: Ticket["pauses"][number] }) {
  const { language } = usePreferences();
  const own = usePauseWords();
  const { can } = useSession();
  const { nameOf } = usePauseRules();
  return (
    <div className="pause-banner" role="status">
      <PauseCircleOutlined aria-hidden />
      <span className="grow" dir="auto">
        {own.banner(nameOf(pause.reason), clockTime(pause.until, language))}
        {pause.note !== "" && <small className="soft"> {pause.note}</small>}
      </span>
      {can("ticket.reply") && (
        <Button
          size="small"
          disabled={desk.busy}
          onClick={() => void desk.change({ verb: "resume", done: own.resumed })}
        >
          {own.resume}
        </Button>
      )}
    </div>
  );
}

/** Every stretch in which clocks stood still, the newest first. */
export function PauseHistory({ ticket }: { readonly ticket: Ticket }) {
  return ticket.pauses.length === 0 ? null : <History ticket={ticket} />;
}

function History({ ticket }: { readonly ticket: Ticket }) {
  const { words, language } = usePreferences();
  const own = usePauseWords();
  const { members } = useSession();
  const { nameOf } = usePauseRules();
  return (
    <section className="card" aria-label={own.history}>
      <h3>{own.history}</h3>
      <ol className="pauses">
        {[...ticket.pauses].reverse().map(({ reason, from, to, by, note, endedBy }) => (
          <li key={from}>
            <strong>{nameOf(reason)}</strong>
            <span className="soft">
              {clockTime(from, language)} – {to === null ? own.now : clockTime(to, language)}
              {endedBy !== null && ` · ${own.ended[endedBy]}`}
              {` · ${members.get(by)?.name ?? words.ticket.member}`}
            </span>
            {note !== "" && <span dir="auto">{note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
