import { Button, Progress } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { dateTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import type { Resource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { useNames } from "../names.tsx";
import { type Backfill, isUnfinished } from "./wire.ts";
import { useTaxonomyWords } from "./words.ts";

const SHOWN = 10;

/** How far past tickets have come under the tags of now. */
export function Backfills({
  resource: { value, error, reload },
}: {
  readonly resource: Resource<{ readonly backfills: readonly Backfill[] }>;
}) {
  const { can, client } = useSession();
  const own = useTaxonomyWords();
  const { busy, run } = useAct();
  const going = value?.backfills.some(isUnfinished) ?? false;
  const again = () => run(() => client.json("/v1/voc/backfills", { method: "POST" }), own.started).then(reload);
  return (
    <Card
      title={own.runs}
      hint={own.runsHint}
      extra={
        can("voc.write") && (
          <Button size="small" loading={busy} disabled={going} onClick={() => void again()}>
            {own.again}
          </Button>
        )
      }
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.backfills.length === 0 && <p className="soft quiet">{own.noRuns}</p>}
      {value !== undefined && value.backfills.length > 0 && <Runs rows={value.backfills.slice(0, SHOWN)} />}
    </Card>
  );
}

function Runs({ rows }: { readonly rows: readonly Backfill[] }) {
  const { language } = usePreferences();
  const own = useTaxonomyWords();
  const names = useNames();
  const number = (count: number) => new Intl.NumberFormat(language).format(count);
  const cause = (reason: string) => {
    const [type = "", code = ""] = reason.split(" ");
    return own.reasons[type]?.(names.tag(code)) ?? own.asked;
  };
  return (
    <PlainTable
      label={own.runs}
      text
      head={[own.run, own.state, own.progress, own.moved, own.begun]}
      rows={rows.map(({ id, reason, status, total, done, changed, createdAt }) => [
        cause(reason),
        own.statuses[status],
        <span key={id} className="run-progress">
          <Progress
            percent={status === "done" || total === 0 ? 100 : Math.floor((done / total) * 100)}
            showInfo={false}
            size="small"
            aria-label={own.progress}
          />
          {own.of(number(done), number(total))}
        </span>,
        number(changed),
        dateTime(createdAt, language),
      ])}
    />
  );
}
