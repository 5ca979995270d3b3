import { Button } from "antd";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { dateTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import type { Training } from "./wire.ts";
import { useAdminWords } from "./words.ts";

const EVERY_MS = 3_000;
const TONES = { queued: "accent", passed: "good", refused: "warn", failed: "bad" } as const;

/** Trainings from what people corrected: started here, each with what the gate said. */
export function Trainings() {
  const { client, members } = useSession();
  const { language } = usePreferences();
  const { trainings: own } = useAdminWords();
  const { busy, run } = useAct();
  const runs = useResource("trainings", () => client.json<{ trainings: Training[] }>("/v1/trainings"), EVERY_MS);
  const start = (kind: Training["kind"]) =>
    run(() => client.json("/v1/trainings", { method: "POST", body: { kind } }), own.started).then(runs.reload);
  const waiting = runs.value?.trainings.some(({ status }) => status === "queued") ?? false;
  return (
    <>
      <p className="soft">{own.lead}</p>
      <div className="toolbar">
        {(["understanding", "reasons"] as const).map((kind) => (
          <Button key={kind} loading={busy} disabled={waiting} onClick={() => void start(kind)}>
            {own.start[kind]}
          </Button>
        ))}
        {waiting && <span role="status">{own.running}</span>}
      </div>
      <Listed resource={runs} isEmpty={({ trainings }) => trainings.length === 0} empty={own.none}>
        {({ trainings }) => (
          <PlainTable
            label={own.title}
            head={[own.at, own.kind, own.outcome, own.figures, own.by]}
            rows={trainings.map(({ id, kind, status, figures, problem, requestedBy, createdAt }) => [
              dateTime(createdAt, language),
              own.kinds[kind],
              <span key={id}>
                <Chip tone={TONES[status]}>{own.states[status]}</Chip> {problem}
              </span>,
              Object.entries(figures ?? {})
                .map(
                  ([name, value]) =>
                    `${name} ${new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value)}`,
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
