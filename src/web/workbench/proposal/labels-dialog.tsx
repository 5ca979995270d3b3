import { Modal, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Loading } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { Explanation, Proposal, Ticket } from "../../wire.ts";
import type { Desk } from "../ticket/use-ticket.tsx";
import { labelCorrectionWords } from "./label-correction-words.ts";

interface Props {
  readonly desk: Desk;
  readonly ticket: Ticket;
  readonly proposal: Proposal;
  readonly onClose: () => void;
}

/** Corrects or confirms the labels of a ticket, beside what they rest on. */
export function LabelsDialog({ desk, ticket, proposal, onClose }: Props) {
  const { words, language } = usePreferences();
  const own = labelCorrectionWords[language];
  const { labels } = words;
  const [item, setItem] = useState(ticket.serviceItem ?? proposal.decision.serviceItem);
  const [urgency, setUrgency] = useState(ticket.urgency);
  const [sentiment, setSentiment] = useState(ticket.sentiment ?? proposal.understanding.sentiment.label);
  const [voc, setVoc] = useState(proposal.understanding.voc.map(({ tag }) => tag));
  const fields = [
    { name: words.queue.type, value: item, options: labels.item, set: setItem },
    { name: words.queue.urgency, value: urgency, options: labels.urgency, set: setUrgency },
    { name: words.proposal.sentiment, value: sentiment, options: labels.sentiment, set: setSentiment },
  ] as const;
  const save = async () => {
    const body = { serviceItem: item, urgency, sentiment, voc };
    if ((await desk.run(`/v1/tickets/${ticket.id}/labels`, { body })) !== undefined) onClose();
  };
  return (
    <Modal
      open
      title={own.title}
      okText={own.save}
      cancelText={words.state.cancel}
      confirmLoading={desk.busy}
      onCancel={onClose}
      onOk={save}
    >
      <dl className="labels">
        {fields.map(({ name, value, options, set }, index) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Select
                virtual={false}
                className="label-choice"
                aria-label={name}
                autoFocus={index === 0}
                showSearch={{ optionFilterProp: "label" }}
                value={value as string}
                onChange={(chosen) => (set as (value: string) => void)(chosen)}
                options={Object.entries(options).map(([code, label]) => ({ value: code, label }))}
              />
            </dd>
          </div>
        ))}
        <div>
          <dt>{own.tags}</dt>
          <dd>
            <Select
              virtual={false}
              className="label-choice"
              mode="multiple"
              aria-label={own.tags}
              value={voc}
              onChange={setVoc}
              options={Object.entries(labels.voc).map(([value, label]) => ({
                value: value as (typeof voc)[number],
                label,
              }))}
            />
          </dd>
        </div>
      </dl>
      <Evidence text={proposal.request.text} />
    </Modal>
  );
}

/** The text, the words that decided, and the labelled requests it is most like. */
function Evidence({ text }: { readonly text: string }) {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const own = labelCorrectionWords[language];
  const { value: told, error } = useResource(text, () =>
    client.json<Explanation>("/v1/labels/explain", { method: "POST", body: { text } }),
  );
  return (
    <>
      <h4>{own.text}</h4>
      <blockquote className="label-text">{text}</blockquote>
      {told === undefined && error === undefined && <Loading />}
      {told !== undefined && (
        <>
          <h4>{own.decided}</h4>
          <p className="row-chips">
            {told.contributions
              .filter(({ kind, weight }) => kind === "word" && weight > 0)
              .map(({ term }) => (
                <span className="chip" key={term}>
                  {term}
                </span>
              ))}
          </p>
          <h4>{own.alike}</h4>
          <ul className="why">
            {told.examples.slice(0, 4).map((example) => (
              <li key={example.id}>
                {words.labels.item[example.serviceItem as keyof typeof words.labels.item]}
                {example.own ? ` (${own.ours})` : ""}: {example.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
