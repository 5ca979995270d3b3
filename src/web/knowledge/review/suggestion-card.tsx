import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { Link, navigate } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip, type Tone } from "../../ui/chips.tsx";
import { DiffView } from "../../ui/diff/diff-view.tsx";
import { Field } from "../../ui/field.tsx";
import { useAct } from "../../ui/use-act.ts";
import type { Suggestion } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";

const TONES: Readonly<Record<NonNullable<Suggestion["type"]>, Tone>> = {
  wrong_fact: "bad",
  missing_step: "warn",
  policy: "warn",
  tone: "plain",
  personal: "plain",
};

interface Props {
  readonly suggestion: Suggestion;
  /** Others that it could be merged into. */
  readonly others: readonly Suggestion[];
  readonly onDone: () => Promise<void>;
}

/** One suggestion with the evidence for it, and the decision. */
export function SuggestionCard({ suggestion, others, onDone }: Props) {
  const { can } = useSession();
  const { review: words } = useKnowledgeWords();
  const {
    kind,
    type,
    status,
    title,
    count,
    product,
    questions,
    changes,
    case: solved,
    ticketId,
    articleId,
    reason,
  } = suggestion;
  return (
    <article className="card suggestion">
      <header className="card-head">
        <h3 dir="auto">{title}</h3>
        {type !== null && <Chip tone={TONES[type]}>{words.type[type]}</Chip>}
        {product !== null && <Chip>{product}</Chip>}
        {kind === "gap" && <Chip tone="accent">{words.times(count)}</Chip>}
        {status !== "open" && <Chip>{words.status[status]}</Chip>}
      </header>
      {kind === "gap" && (
        <ul className="samples">
          {questions.map(({ ticketId: ticket, question, askedAt }) => (
            <li key={`${ticket}${askedAt}`} dir="auto">
              {can("ticket.read") ? <Link to={`/tickets/${ticket}`}>{question}</Link> : question}
            </li>
          ))}
        </ul>
      )}
      {solved !== null && (
        <dl className="change">
          <dt className="soft">{words.asked}</dt>
          <dd dir="auto">{solved.question}</dd>
          <dt className="soft">{words.solved}</dt>
          <dd className="prose" dir="auto">
            {solved.answer}
          </dd>
        </dl>
      )}
      {changes.map(({ type: why, before, after }) => (
        <div key={`${before}→${after}`} className="change">
          <Chip tone={TONES[why]}>{words.type[why]}</Chip>
          {before !== null && after !== null ? (
            <DiffView before={before} after={after} label={`${words.before} → ${words.after}`} />
          ) : (
            <p dir="auto">{before === null ? <ins>{after}</ins> : <del>{before}</del>}</p>
          )}
        </div>
      ))}
      {reason !== null && <p className="soft">{reason}</p>}
      <footer className="card-foot">
        {status === "open" && can("knowledge.review") && (
          <Decision suggestion={suggestion} others={others} onDone={onDone} />
        )}
        {articleId !== null && (
          <Link to={`/knowledge/articles/${articleId}`}>{status === "accepted" ? words.open : words.article}</Link>
        )}
        {ticketId !== null && can("ticket.read") && <Link to={`/tickets/${ticketId}`}>{words.ticket}</Link>}
      </footer>
    </article>
  );
}

function Decision({ suggestion, others, onDone }: Props) {
  const { client } = useSession();
  const words = useKnowledgeWords();
  const { busy, run } = useAct();
  const [asking, setAsking] = useState<"reject" | "merge" | null>(null);
  const [reason, setReason] = useState("");
  const [into, setInto] = useState<string | null>(null);
  const address = `/v1/knowledge/suggestions/${suggestion.id}`;
  const accept = () =>
    run(async () => {
      const { articleId } = await client.json<{ articleId: string }>(`${address}/accept`, { method: "POST", body: {} });
      navigate(`/knowledge/articles/${articleId}`);
    }, words.review.accepted);
  const decide = () =>
    run(async () => {
      const body = asking === "merge" ? { into } : { reason: reason.trim() };
      await client.json(`${address}/${asking}`, { method: "POST", body });
      setAsking(null);
      await onDone();
    });
  const ready = asking === "merge" ? into !== null : reason.trim() !== "";
  const isGap = suggestion.kind === "gap";
  return (
    <>
      <Button type="primary" loading={busy} onClick={() => void accept()}>
        {suggestion.kind === "edit" ? words.review.acceptEdit : words.review.acceptGap}
      </Button>
      <Button disabled={busy} onClick={() => setAsking("reject")}>
        {words.review.reject}
      </Button>
      {isGap && others.length > 0 && (
        <Button disabled={busy} onClick={() => setAsking("merge")}>
          {words.review.merge}
        </Button>
      )}
      <Modal
        open={asking !== null}
        title={asking === "merge" ? words.review.merge : words.review.reject}
        okText={words.ok}
        cancelText={words.cancel}
        okButtonProps={{ disabled: !ready, loading: busy }}
        onOk={() => void decide()}
        onCancel={() => setAsking(null)}
      >
        <Field label={asking === "merge" ? words.review.mergeInto : words.review.why}>
          {(fieldId) =>
            asking === "merge" ? (
              <Select
                id={fieldId}
                value={into}
                onChange={setInto}
                options={others.map(({ id, title, count }) => ({
                  value: id,
                  label: `${title} (${words.review.times(count)})`,
                }))}
              />
            ) : (
              <Input id={fieldId} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
            )
          }
        </Field>
      </Modal>
    </>
  );
}
