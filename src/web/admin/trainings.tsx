import { App, Button } from "antd";
import { useEffect, useRef } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { clockTime, dateTime, lengthOfTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import { figureName, saidProblem } from "./training-words.ts";
import type { Training } from "./wire.ts";
import { useAdminWords } from "./words.ts";

const EVERY_MS = 3_000;
const TONES = { queued: "plain", running: "accent", passed: "good", refused: "warn", failed: "bad" } as const;

type Run = Pick<Training, "status" | "startedAt" | "finishedAt">;
const stateOf = ({ status, startedAt }: Run) => (status === "queued" && startedAt !== null ? "running" : status);
const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

/** Says how a training ended that was under way when the page was opened, or was started from it. */
function useEnds(trainings: readonly Training[] | undefined): void {
  const { message } = App.useApp();
  const { trainings: own } = useAdminWords();
  const under = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (trainings === undefined) return;
    for (const { id, kind, status } of trainings) {
      if (status === "queued" || !under.current.has(id)) continue;
      const say = { passed: message.success, refused: message.warning, failed: message.error }[status];
      void say(own.ended[status](own.kinds[kind]));
    }
    under.current = new Set(trainings.filter(({ status }) => status === "queued").map(({ id }) => id));
  }, [trainings, message, own]);
}

/** Trainings from what people corrected: started here, each with what the gate said. */
export function Trainings() {
  const { client, members } = useSession();
  const { language } = usePreferences();
  const { trainings: own } = useAdminWords();
  const { busy, run } = useAct();
  const runs = useResource("trainings", () => client.json<{ trainings: Training[] }>("/v1/trainings"), EVERY_MS);
  const start = (kind: Training["kind"]) =>
    run(() => client.json("/v1/trainings", { method: "POST", body: { kind } }), own.started).then(runs.reload);
  useEnds(runs.value?.trainings);
  const waiting = runs.value?.trainings.find(({ status }) => status === "queued");
  return (
    <>
      <p className="soft">{own.lead}</p>
      <div className="toolbar">
        {(["understanding", "reasons"] as const).map((kind) => (
          <Button key={kind} loading={busy} disabled={waiting !== undefined} onClick={() => void start(kind)}>
            {own.start[kind]}
          </Button>
        ))}
        <span role="status">
          {waiting && (waiting.startedAt === null ? own.waiting : own.running(clockTime(waiting.startedAt, language)))}
        </span>
      </div>
      <Listed resource={runs} isEmpty={({ trainings }) => trainings.length === 0} empty={own.none}>
        {({ trainings }) => (
          <PlainTable
            label={own.title}
            head={[own.at, own.kind, own.outcome, own.figures, own.by]}
            rows={trainings.map(({ id, kind, figures, problem, requestedBy, createdAt, ...run }) => [
              dateTime(createdAt, language),
              own.kinds[kind],
              <span key={id}>
                <Chip tone={TONES[stateOf(run)]}>{own.states[stateOf(run)]}</Chip>{" "}
                {problem !== null && saidProblem(problem, language)}{" "}
                {run.startedAt !== null && run.finishedAt !== null && (
                  <span className="soft">
                    {own.took(lengthOfTime(between(run.startedAt, run.finishedAt), language))}
                  </span>
                )}
              </span>,
              Object.entries(figures ?? {})
                .map(
                  ([name, value]) =>
                    `${figureName(name, language)} ${new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value)}`,
                )
                .join(" · "),
              members.get(requestedBy)?.name ?? requestedBy,
            ])}
          />
        )}
      </Listed>
    </>
  );
}
