import { Button, Progress, Segmented, Select } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Problem } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { DryRun, Policies, PolicyKind, Replay } from "../wire.ts";
import { type Outcome, outcomeOfDryRun, outcomeOfReplay, type TriedOn } from "./outcome.ts";
import { OutcomeTables } from "./outcome-tables.tsx";
import { useTrialWords } from "./words.ts";

const WORKING_MS = 1_000;
const DAYS = [7, 30, 90, 366];
const LAST = [50, 200, 1_000];

interface Props {
  readonly kind: PolicyKind;
  readonly text: string;
  /** What the text says; null while it cannot be published. */
  readonly content: unknown;
  readonly sla: Policies["sla"] | undefined;
  readonly onTried: (tried: TriedOn) => void;
}

interface Started {
  readonly address: string;
  readonly text: string;
}

/** Tries the text on past requests: how many would be decided otherwise, which, and why. Nothing is published. */
export function Trial({ kind, text, content, sla, onTried }: Props) {
  const { client } = useSession();
  const words = useTrialWords();
  const { busy, run } = useAct();
  const [way, setWay] = useState<"decide" | "answer">("decide");
  const [days, setDays] = useState(30);
  const [last, setLast] = useState(200);
  const [started, setStarted] = useState<Started | null>(null);
  const start = () =>
    run(async () => {
      const path = way === "decide" ? `/v1/policies/${kind}/dry-run` : "/v1/replays";
      const body = way === "decide" ? { content, days } : { change: { policy: { kind, text } }, last };
      const { id } = await client.json<{ id: string }>(path, { method: "POST", body });
      setStarted({ address: way === "decide" ? `/v1/policy-dry-runs/${id}` : `/v1/replays/${id}`, text });
    });
  return (
    <section className="card policy-trial" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="soft">{words.ways[way].text}</p>
      <div className="toolbar">
        <Segmented
          aria-label={words.way}
          value={way}
          onChange={setWay}
          options={(["decide", "answer"] as const).map((value) => ({ value, label: words.ways[value].name }))}
        />
        {way === "decide" ? (
          <Select
            aria-label={words.period}
            value={days}
            onChange={setDays}
            options={DAYS.map((value) => ({ value, label: words.days(value) }))}
          />
        ) : (
          <Select
            aria-label={words.period}
            value={last}
            onChange={setLast}
            options={LAST.map((value) => ({ value, label: words.last(value) }))}
          />
        )}
        <Button loading={busy} disabled={content === null} onClick={() => void start()}>
          {words.start}
        </Button>
        {content === null && <span className="soft">{words.mendFirst}</span>}
      </div>
      {started !== null && (
        <Running key={started.address} started={started} isOld={started.text !== text} sla={sla} onTried={onTried} />
      )}
    </section>
  );
}

interface RunningProps {
  readonly started: Started;
  /** The text has been changed since. */
  readonly isOld: boolean;
  readonly sla: Policies["sla"] | undefined;
  readonly onTried: (tried: TriedOn) => void;
}

/** How far a trial is; at its end what it found. */
function Running({ started, isOld, sla, onTried }: RunningProps) {
  const { client } = useSession();
  const words = useTrialWords();
  const [ended, setEnded] = useState(false);
  const trial = useResource(
    started.address,
    async () => {
      const now = await client.json<DryRun | Replay>(started.address);
      const found = outcomeOf(now);
      setEnded(found !== null || now.status === "failed");
      if (found !== null) onTried({ text: started.text, asked: found.asked, changed: found.changed });
      return now;
    },
    ended ? undefined : WORKING_MS,
  );
  const { value, error, reload } = trial;
  const outcome = value === undefined ? null : outcomeOf(value);
  if (value === undefined && error !== undefined) return <Failure error={error} onRetry={reload} />;
  if (value?.status === "failed") return <Problem text={words.failed(value.problem)} />;
  if (outcome === null) {
    const { done, total } = value ?? { done: 0, total: 0 };
    return (
      <div role="status">
        <Progress
          aria-label={words.title}
          percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
          status="active"
        />
        <p className="soft">{total === 0 ? words.waiting : words.progress(done, total)}</p>
      </div>
    );
  }
  return (
    <>
      {isOld && <p className="problem">{words.old}</p>}
      <OutcomeTables outcome={outcome} sla={sla} />
    </>
  );
}

const outcomeOf = (run: DryRun | Replay): Outcome | null => {
  if ("result" in run) return run.result === null ? null : outcomeOfDryRun(run.result);
  return run.report === null ? null : outcomeOfReplay(run.report);
};
