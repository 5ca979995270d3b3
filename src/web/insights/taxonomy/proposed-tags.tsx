import { Button, Popconfirm } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import type { Resource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import type { InsightsPage } from "../use-insights.ts";
import type { Task } from "./changes.ts";
import type { Proposed } from "./wire.ts";
import { useTaxonomyWords } from "./words.ts";

interface Props {
  readonly page: InsightsPage;
  readonly resource: Resource<{ readonly proposed: readonly Proposed[] }>;
  readonly onTask: (task: Task) => void;
}

/** Tags that themes and people propose: each is accepted, merged into another one, or rejected. */
export function ProposedTags({ page, resource: { value, error, reload }, onTask }: Props) {
  const { can } = useSession();
  const own = useTaxonomyWords();
  return (
    <Card
      title={own.waiting}
      hint={own.waitingHint}
      extra={
        can("voc.tag") && (
          <Button size="small" onClick={() => onTask({ kind: "propose" })}>
            {own.propose}
          </Button>
        )
      }
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.proposed.length === 0 && <p className="soft quiet">{own.noneWaiting}</p>}
      {value !== undefined && value.proposed.length > 0 && (
        <ul className="proposed-tags" aria-label={own.waiting}>
          {value.proposed.map((proposed) => (
            <Row key={proposed.id} page={page} proposed={proposed} onTask={onTask} onRejected={reload} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({
  page: { pathOf },
  proposed,
  onTask,
  onRejected,
}: Pick<Props, "page" | "onTask"> & { readonly proposed: Proposed; readonly onRejected: () => Promise<void> }) {
  const { words, language } = usePreferences();
  const own = useTaxonomyWords();
  const { can, client, members } = useSession();
  const { busy, run } = useAct();
  const name = proposed.name[language];
  const reject = () =>
    run(
      () =>
        client.json(`/v1/voc/proposed-tags/${proposed.id}/decision`, {
          method: "POST",
          body: { decision: "reject" },
        }),
      own.rejected,
    ).then(onRejected);
  const who = members.get(proposed.proposedBy)?.name;
  return (
    <li>
      <span className="grow">
        <strong dir="auto">{name}</strong>{" "}
        <span className="soft">
          {proposed.themeId !== null ? own.byTheme : who !== undefined ? own.by(who) : ""}
          {` · ${relativeTime(proposed.createdAt, language)}`}
        </span>
        <span className="change-tags">
          {proposed.words.slice(0, 12).map((word) => (
            <Chip key={word}>{word}</Chip>
          ))}
        </span>
        {proposed.themeId === null && <span dir="auto">{proposed.reason}</span>}
        {proposed.themeId !== null && (
          <Link to={pathOf({ view: "themes", theme: proposed.themeId })}>
            {own.seeTheme}
            <span className="spoken"> {name}</span>
          </Link>
        )}
      </span>
      {can("voc.write") && (
        <span className="row-steps">
          <Button
            size="small"
            type="primary"
            disabled={busy}
            aria-label={`${own.accept} ${name}`}
            onClick={() => onTask({ kind: "accept", proposed })}
          >
            {own.accept}
          </Button>
          <Button
            size="small"
            disabled={busy}
            aria-label={`${own.mergeInto} ${name}`}
            onClick={() => onTask({ kind: "give", proposed })}
          >
            {own.mergeInto}
          </Button>
          <Popconfirm
            title={own.sureReject(name)}
            okText={own.reject}
            cancelText={words.state.cancel}
            onConfirm={reject}
          >
            <Button size="small" disabled={busy} aria-label={`${own.reject} ${name}`}>
              {own.reject}
            </Button>
          </Popconfirm>
        </span>
      )}
    </li>
  );
}
