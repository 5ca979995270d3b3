import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Field } from "../../ui/field.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Article, Gate } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { useKeptContent } from "./use-kept-content.ts";
import { Comparison } from "./versions.tsx";

interface Props {
  readonly article: Article;
  readonly onClose: () => void;
  readonly onPublished: () => Promise<void>;
}

/** What publishing would do to the known questions, then the decision. */
export function PublishDialog({ article, onClose, onPublished }: Props) {
  const { client, can } = useSession();
  const { publish: words } = useKnowledgeWords();
  const { busy, run } = useAct();
  const [reason, setReason] = useState("");
  const [override, setOverride] = useState("");
  const address = `/v1/knowledge/articles/${article.id}`;
  const gate = useResource<Gate>(`gate/${article.id}/${article.revision}`, () =>
    client.json(`${address}/gate`, { method: "POST" }),
  );
  const { value } = gate;
  const { kept } = useKeptContent(article.id);
  const passes = value?.passed === true;
  const may = passes || (value !== undefined && can("knowledge.override") && override.trim() !== "");
  const publish = () =>
    run(
      async () => {
        const body = { reason, ...(passes ? {} : { override: { reason: override.trim() } }) };
        await client.json(`${address}/publish`, { method: "POST", version: article.revision, body });
        await onPublished();
      },
      words.done(article.version + 1),
    );
  return (
    <Modal
      open
      width={720}
      title={words.title}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button
          key="publish"
          type="primary"
          danger={value !== undefined && !passes}
          loading={busy}
          disabled={!may}
          onClick={() => void publish()}
        >
          {words.title}
        </Button>,
      ]}
    >
      {value === undefined ? (
        gate.error === undefined ? (
          <div>
            <p className="soft" role="status">
              {words.checking}
            </p>
            <Loading />
          </div>
        ) : (
          <Failure error={gate.error} onRetry={gate.reload} />
        )
      ) : (
        <>
          {kept !== null && <p className="problem">{words.unsaved}</p>}
          <GateOutcome gate={value} />
          {article.version > 0 && (
            <details>
              <summary>{words.changes}</summary>
              <Comparison address={`${address}/diff?from=${article.version}&to=draft`} />
            </details>
          )}
          <Field label={words.why}>
            {(id) => (
              <Input
                id={id}
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
                onPressEnter={() => may && void publish()}
              />
            )}
          </Field>
          {!passes &&
            (can("knowledge.override") ? (
              <Field label={words.override}>
                {(id) => (
                  <Input
                    id={id}
                    value={override}
                    maxLength={500}
                    onChange={(event) => setOverride(event.target.value)}
                  />
                )}
              </Field>
            ) : (
              <p>{words.needsManager}</p>
            ))}
        </>
      )}
    </Modal>
  );
}

function GateOutcome({ gate }: { readonly gate: Gate }) {
  const { publish: words } = useKnowledgeWords();
  if (gate.passed) return <p className="gate passed">✓ {words.passed(gate.checked)}</p>;
  return (
    <div className="gate failed" role="alert">
      <p>{words.failed}</p>
      <ul>
        {gate.missed.map(({ question }) => (
          <li key={question}>
            <b>{words.missed}</b> <span dir="auto">{question}</span>
          </li>
        ))}
        {gate.lost.map(({ question, title, articleId }) => (
          <li key={`${articleId}${question}`}>
            <b>{words.lost}</b> <span dir="auto">{question}</span> <span className="soft">{title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
