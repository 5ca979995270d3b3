import { memo } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip, ClassMark } from "../../ui/chips.tsx";
import { subjectText } from "../../ui/subject-text.ts";
import { lengthOfTime, relativeTime } from "../../ui/time.ts";
import type { Ticket } from "../../wire.ts";
import { usePauseWords } from "../pause/words.ts";

const SOON_MS = 30 * 60_000;

/** One ticket in the queue: what it is about, where it stands, how much time is left. */
export const TicketRow = memo(function TicketRow({
  ticket,
  active,
  pauseName,
}: {
  readonly ticket: Ticket;
  readonly active: boolean;
  /** How a reason of a pause is called. */
  readonly pauseName: (code: string) => string;
}) {
  const { words, language } = usePreferences();
  const { members, me } = useSession();
  const { labels } = words;
  const pauseWords = usePauseWords();
  const pause = ticket.pauses.find(({ to }) => to === null);
  const who =
    ticket.assigneeId === null
      ? null
      : ticket.assigneeId === me.id
        ? words.ticket.me
        : members.get(ticket.assigneeId)?.name;
  return (
    <Link
      to={`/tickets/${ticket.id}`}
      className={`row status-${ticket.status}`}
      aria-current={active ? "true" : undefined}
      data-urgency={ticket.urgency}
    >
      <span className="row-top">
        <span className="row-subject" dir="auto">
          {subjectText(ticket.subject, language)}
        </span>
        <time dateTime={ticket.updatedAt}>{relativeTime(ticket.updatedAt, language)}</time>
      </span>
      <span className="row-chips">
        {ticket.urgency === "high" && <Chip tone="bad">{labels.urgency.high}</Chip>}
        <Chip tone={ticket.status === "open" ? "accent" : "plain"}>{labels.status[ticket.status]}</Chip>
        <Chip>{labels.tier[ticket.tier as 0 | 1 | 2 | 3]}</Chip>
        {ticket.serviceType !== null && (
          <Chip tone={ticket.serviceType === "complaint" ? "warn" : "plain"}>{labels.type[ticket.serviceType]}</Chip>
        )}
        {pause !== undefined && <Chip tone="warn">{pauseWords.chip}</Chip>}
        <ClassMark value={ticket.customerClass} />
      </span>
      <span className="row-foot">
        <span className="row-who">{who ?? words.ticket.nobody}</span>
        {pause !== undefined && <span className="row-pause">{pauseName(pause.reason)}</span>}
        <Due ticket={ticket} />
      </span>
    </Link>
  );
});

/** How long until somebody must have answered; nothing once somebody has. */
function Due({ ticket: { dueAt, firstReplyAt, status } }: { readonly ticket: Ticket }) {
  const { words, language } = usePreferences();
  if (dueAt === null || firstReplyAt !== null || status === "resolved" || status === "closed") return null;
  const left = Date.parse(dueAt) - Date.now();
  if (left < 0) return <span className="overdue">{words.queue.overdue(lengthOfTime(-left, language))}</span>;
  return <span className={left < SOON_MS ? "due-soon" : ""}>{words.queue.due(relativeTime(dueAt, language))}</span>;
}
