import { App, Button } from "antd";
import { useState } from "react";
import { decided } from "../../app/decisions.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip, ClassMark } from "../../ui/chips.tsx";
import { DiffView } from "../../ui/diff/diff-view.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { subjectText } from "../../ui/subject-text.ts";
import { relativeTime } from "../../ui/time.ts";
import { useResource } from "../../ui/use-resource.ts";
import { problemText } from "../../ui/words/problem-words.ts";
import type { DraftOutcome, RejectReason, Waiting } from "../../wire.ts";
import { RejectDialog } from "../proposal/reject-dialog.tsx";
import { waitingDrafts } from "./waiting-drafts.ts";
import "../cards.css";
import { useApproverNames } from "./use-approver-names.ts";

const EVERY_MS = 6_000;

/** Replies that wait for a consent, each with exactly the text that it would send. */
export function Approvals() {
  const { words } = usePreferences();
  const { client } = useSession();
  const inbox = useResource<Waiting[]>(
    "waiting",
    async () => {
      const waiting = await waitingDrafts(client);
      return waiting.sort((one, other) => Number(other.mine) - Number(one.mine));
    },
    EVERY_MS,
  );
  const { value, error, reload, set } = inbox;
  const gone = (draftId: string) => set((rows) => rows.filter(({ draft }) => draft.id !== draftId));
  return (
    <div className="page narrow">
      <h1>{words.approvals.title}</h1>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.length === 0 && <Nothing title={words.approvals.empty} text={words.approvals.emptyText} />}
      {value?.map((row) => (
        <WaitingCard
          key={`${row.draft.id}/${row.draft.version}`}
          row={row}
          onGone={() => gone(row.draft.id)}
          onFailed={reload}
        />
      ))}
    </div>
  );
}

interface CardProps {
  readonly row: Waiting;
  readonly onGone: () => void;
  readonly onFailed: () => Promise<void>;
}

function WaitingCard({ row: { draft, ticket, mine }, onGone, onFailed }: CardProps) {
  const { words, language } = usePreferences();
  const { client, members, can } = useSession();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [rejecting, setRejecting] = useState(false);
  const needed = useApproverNames()(draft.needed);
  const author =
    draft.authorId === null ? words.ticket.copilot : (members.get(draft.authorId)?.name ?? words.ticket.member);
  const decide = async <Outcome,>(decision: string, body: unknown, said: (outcome: Outcome) => string) => {
    setBusy(true);
    try {
      const options = { method: "POST" as const, version: draft.version, body };
      const outcome = await client.json<Outcome>(`/v1/drafts/${draft.id}:${decision}`, options);
      void message.success(said(outcome));
      onGone();
      decided();
      return true;
    } catch (error) {
      void message.error(problemText(error, language, words.state.failed));
      await onFailed();
      return false;
    } finally {
      setBusy(false);
    }
  };
  const approve = () =>
    decide<DraftOutcome>("approve", { textHash: draft.textHash }, (outcome) =>
      outcome.message === null ? words.approvals.approved : words.ticket.sent,
    );
  const reject = (reason: RejectReason, comment: string) =>
    decide("reject", { reason, comment }, () => words.proposal.rejected);
  return (
    <article className="card waiting">
      <header className="card-head">
        <h2 dir="auto">{subjectText(ticket.subject, language)}</h2>
        {ticket.serviceType !== null && (
          <Chip tone={ticket.serviceType === "complaint" ? "warn" : "plain"}>
            {words.labels.type[ticket.serviceType]}
          </Chip>
        )}
        <ClassMark value={ticket.customerClass} />
      </header>
      <p className="soft">
        {words.approvals.by} {author}
        {draft.askedAt !== null && <> · {words.approvals.asked(relativeTime(draft.askedAt, language))}</>} ·{" "}
        {words.approvals.needs(needed)}
      </p>
      <h3>{words.approvals.exact}</h3>
      <p className="exact" dir="auto">
        {draft.text}
      </p>
      {draft.text !== draft.originalText && (
        <details>
          <summary>{words.proposal.diff}</summary>
          <DiffView before={draft.originalText} after={draft.text} label={words.proposal.diff} />
        </details>
      )}
      <footer className="card-foot">
        {mine ? (
          <Button type="primary" loading={busy} onClick={() => void approve()}>
            {words.approvals.approve}
          </Button>
        ) : (
          <span className="soft">{words.approvals.cannot}</span>
        )}
        {mine && can("draft.decide") && (
          <Button disabled={busy} onClick={() => setRejecting(true)}>
            {words.proposal.reject}
          </Button>
        )}
        <Link to={`/tickets/${ticket.id}`}>{words.approvals.open}</Link>
        <span className="soft fingerprint">
          {words.approvals.fingerprint} {draft.textHash.slice(0, 12)}
        </span>
      </footer>
      {rejecting && <RejectDialog onReject={reject} busy={busy} onClose={() => setRejecting(false)} />}
    </article>
  );
}
