import { Button, Popconfirm } from "antd";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { EditConflict } from "../ui/diff/edit-conflict.tsx";
import { Field } from "../ui/field.tsx";
import { useLeaveWarning } from "../ui/kept/use-leave-warning.ts";
import { goToPlace, SourceText } from "../ui/source-text.tsx";
import { Problem } from "../ui/states.tsx";
import { problemText } from "../ui/words/problem-words.ts";
import { saidProblems } from "./problem-words.ts";
import { PublishPolicy } from "./publish-policy.tsx";
import type { TriedOn } from "./trial/outcome.ts";
import { Trial } from "./trial/trial.tsx";
import { useChecked } from "./use-checked.ts";
import type { KeptPolicy } from "./use-kept-policy.ts";
import type { CheckedText, Policies, PolicyKind, PolicyProblem, PolicyText } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

interface Props {
  readonly kind: PolicyKind;
  /** What decides now. */
  readonly current: PolicyText;
  readonly draft: KeptPolicy;
  readonly sla: Policies["sla"] | undefined;
  /** Another version decides now: published here or by somebody else. */
  readonly onChanged: () => Promise<void>;
  readonly onPublished: () => void;
}

/** The text of a policy being changed, what is wrong with it line by line, and a trial of it on past requests. */
export function PolicyEditor({ kind, current, draft: { kept, keep }, sla, onChanged, onPublished }: Props) {
  const { words: common, language } = usePreferences();
  const words = usePolicyWords();
  const [publishing, setPublishing] = useState(false);
  const [tried, setTried] = useState<TriedOn | null>(null);
  const dirty = kept !== null && kept.content !== current.text;
  const text = dirty ? kept.content : current.text;
  const version = dirty ? kept.revision : current.version;
  const isOvertaken = dirty && version !== current.version;
  useLeaveWarning(dirty);
  const { checked, error } = useChecked(kind, text);
  const sound = checked !== undefined && checked.problems.length === 0;
  const ready = dirty && sound && !isOvertaken;
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (ready) setPublishing(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside
    <div className="policy-editor" onKeyDown={keys}>
      {isOvertaken && (
        <EditConflict
          said={words.overtaken(current.version)}
          theirs={current.text}
          mine={text}
          onKeep={() => keep({ revision: current.version, content: text })}
          onTake={() => keep(null)}
        />
      )}
      <Text
        text={text}
        checked={checked}
        onChange={(next) => keep(next === current.text ? null : { revision: version, content: next })}
      />
      <Problem text={error === undefined ? "" : problemText(error, language, common.state.failed)} />
      <div className="form-foot">
        <Button type="primary" disabled={!ready} onClick={() => setPublishing(true)}>
          {words.publish} <kbd>Ctrl S</kbd>
        </Button>
        {dirty && (
          <Popconfirm
            title={words.dropAsk}
            okText={words.drop}
            cancelText={common.state.cancel}
            onConfirm={() => keep(null)}
          >
            <Button>{words.drop}</Button>
          </Popconfirm>
        )}
        <span className="soft" role="status">
          {dirty ? words.changing : ""}
        </span>
      </div>
      <Trial kind={kind} text={text} sla={sla} content={sound ? checked.content : null} onTried={setTried} />
      {publishing && sound && (
        <PublishPolicy
          kind={kind}
          before={current}
          after={checked}
          tried={tried}
          onClose={() => setPublishing(false)}
          onStale={async () => {
            setPublishing(false);
            await onChanged();
          }}
          onPublished={async () => {
            keep(null);
            await onChanged();
            onPublished();
          }}
        />
      )}
    </div>
  );
}

interface TextProps {
  readonly text: string;
  readonly checked: CheckedText | undefined;
  readonly onChange: (text: string) => void;
}

/** The text with the lines that are wrong marked, and a way to each. */
function Text({ text, checked, onChange }: TextProps) {
  const words = usePolicyWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const told = useId();
  const problems = checked?.problems ?? [];
  return (
    <>
      <Field label={words.text}>
        {(id) => (
          <SourceText
            id={id}
            area={area}
            value={text}
            onChange={onChange}
            marked={new Set(problems.map(({ line }) => line))}
            describedBy={told}
          />
        )}
      </Field>
      <div id={told} role="status" className="policy-problems">
        {checked === undefined ? (
          <p className="soft">{words.checking}</p>
        ) : problems.length === 0 ? (
          <p className="fine">✓ {words.sound}</p>
        ) : (
          <Problems
            problems={problems}
            onGo={({ line, column }) => area.current !== null && goToPlace(area.current, line, column)}
          />
        )}
      </div>
    </>
  );
}

function Problems({
  problems,
  onGo,
}: {
  readonly problems: readonly PolicyProblem[];
  readonly onGo: (problem: PolicyProblem) => void;
}) {
  const { language } = usePreferences();
  const words = usePolicyWords();
  const said = saidProblems(problems, language);
  return (
    <>
      <p className="problem">{words.problems(said.length)}</p>
      <ul>
        {said.map((problem) => (
          <li key={`${problem.line}/${problem.path}/${problem.said}`}>
            <button type="button" className="as-link" onClick={() => onGo(problem)}>
              {words.line(problem.line)}
            </button>{" "}
            {problem.path !== "" && <code>{problem.path}</code>} {problem.said}
          </li>
        ))}
      </ul>
    </>
  );
}
