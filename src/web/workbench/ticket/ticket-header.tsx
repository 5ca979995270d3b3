import { ArrowLeftOutlined, MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { useState } from "react";
import { usePreferences, useWords } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { Chip, ClassMark } from "../../ui/chips.tsx";
import { listed } from "../../ui/listed.ts";
import { subjectText } from "../../ui/subject-text.ts";
import type { TicketView } from "../../wire.ts";
import { PauseDialog } from "../pause/pause-dialog.tsx";
import { usePauseWords } from "../pause/words.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { EscalateDialog } from "./escalate-dialog.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import type { Other } from "./use-live.ts";
import { useSurveyLink } from "./use-survey-link.ts";
import type { Desk } from "./use-ticket.tsx";
import { WorkTime } from "./work-time.tsx";

interface Props {
  readonly desk: Desk;
  readonly view: TicketView;
  readonly live: boolean;
  readonly others: readonly Other[];
}
type Dialog = "escalate" | "return" | "assign" | "pause" | null;

/** What the ticket is, who has it, and the moves that its state allows. */
export function TicketHeader({ desk, view, live, others }: Props) {
  const { words, language } = usePreferences();
  const { members, can } = useSession();
  const { ticket } = view;
  const subject = subjectText(ticket.subject, language);
  const [dialog, setDialog] = useState<Dialog>(null);
  const moves = useMoves(desk, view, setDialog);
  useShortcuts({ c: (moves["claim"] ?? moves["release"])?.run, u: moves["escalate"]?.run });
  const primary = moves["claim"] ?? moves["reopen"] ?? moves["resolve"];
  const rest = Object.values(moves).filter((move) => move !== primary);
  const names = others.map(({ memberId }) => members.get(memberId)?.name ?? words.ticket.member);
  const { labels } = words;
  return (
    <header className="ticket-head">
      <Link to="/tickets" className="back" aria-label={words.state.back}>
        <ArrowLeftOutlined aria-hidden />
      </Link>
      <div className="ticket-title">
        <h2 dir="auto" title={subject}>
          {subject}
        </h2>
        <p className="row-chips">
          <Chip tone={ticket.status === "open" ? "accent" : "plain"}>{labels.status[ticket.status]}</Chip>
          <Chip>{labels.tier[ticket.tier as 0 | 1 | 2 | 3]}</Chip>
          <Chip>{labels.team[ticket.team as keyof typeof labels.team] ?? ticket.team}</Chip>
          {ticket.urgency === "high" && <Chip tone="bad">{labels.urgency.high}</Chip>}
          {ticket.reopened > 0 && <Chip tone="warn">{words.ticket.reopenedTimes(ticket.reopened)}</Chip>}
          <ClassMark value={ticket.customerClass} />
          {names.length > 0 && <span className="viewing">{words.ticket.viewing(listed(names, language))}</span>}
          <Tooltip title={live ? words.ticket.live : words.ticket.notLive}>
            <span
              className={live ? "live-dot" : "live-dot off"}
              role="img"
              aria-label={live ? words.ticket.live : words.ticket.notLive}
            />
          </Tooltip>
        </p>
      </div>
      {can("ticket.reply") && <WorkTime key={ticket.id} ticketId={ticket.id} />}
      {primary !== undefined && (
        <Button disabled={desk.busy} onClick={primary.run}>
          {primary.label}
        </Button>
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{ items: rest.map(({ label, run }) => ({ key: label, label, onClick: run })) }}
        >
          <Button icon={<MoreOutlined />} aria-label={words.ticket.more} />
        </Dropdown>
      )}
      {dialog === "escalate" && <EscalateDialog desk={desk} view={view} onClose={() => setDialog(null)} />}
      {dialog === "return" && <ReturnDialog desk={desk} view={view} onClose={() => setDialog(null)} />}
      {dialog === "pause" && <PauseDialog desk={desk} onClose={() => setDialog(null)} />}
      {dialog === "assign" && <AssignDialog desk={desk} onClose={() => setDialog(null)} />}
    </header>
  );
}

interface Move {
  readonly label: string;
  readonly run: () => void;
}

/** The moves that this person may make now. The server has the last word. */
function useMoves(desk: Desk, { ticket }: TicketView, open: (dialog: Dialog) => void): Readonly<Record<string, Move>> {
  const { ticket: words } = useWords();
  const pauseWords = usePauseWords();
  const survey = useSurveyLink(ticket.id);
  const { can, me } = useSession();
  const live = ticket.status !== "resolved" && ticket.status !== "closed";
  const mine = ticket.assigneeId === me.id;
  const claim = { verb: "claim", expect: { assigneeId: me.id }, done: words.claimed };
  const release = { verb: "release", expect: { assigneeId: null }, done: words.released };
  const reopen = { verb: "reopen", expect: { status: "open" as const }, done: words.reopened };
  const resolve = { verb: "resolve", expect: { status: "resolved" as const }, done: words.resolved, undo: reopen };
  const close = { verb: "close", expect: { status: "closed" as const }, done: words.closed, undo: reopen };
  const table: readonly (readonly [string, boolean, Move])[] = [
    [
      "claim",
      live && !mine && can("ticket.claim"),
      { label: words.claim, run: () => void desk.change({ ...claim, undo: release }) },
    ],
    ["resolve", live && can("ticket.resolve"), { label: words.resolve, run: () => void desk.change(resolve) }],
    [
      "escalate",
      live && ticket.tier < 3 && can("ticket.escalate"),
      { label: words.escalate, run: () => open("escalate") },
    ],
    ["return", live && ticket.tier > 1 && can("ticket.return"), { label: words.return, run: () => open("return") }],
    ["assign", live && can("ticket.assign"), { label: words.assign, run: () => open("assign") }],
    [
      "pause",
      live && can("ticket.reply") && ticket.pauses.every(({ to }) => to !== null),
      { label: pauseWords.pause, run: () => open("pause") },
    ],
    ["release", live && mine, { label: words.release, run: () => void desk.change({ ...release, undo: claim }) }],
    ["reopen", !live && can("ticket.reopen"), { label: words.reopen, run: () => void desk.change(reopen) }],
    ["survey", ticket.status === "closed" && can("ticket.send"), survey],
    [
      "close",
      ticket.status === "resolved" && can("ticket.close"),
      { label: words.close, run: () => void desk.change(close) },
    ],
  ];
  return Object.fromEntries(table.filter(([, allowed]) => allowed).map(([name, , move]) => [name, move]));
}
