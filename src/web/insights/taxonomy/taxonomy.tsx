import { Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { useNames } from "../names.tsx";
import type { InsightsPage } from "../use-insights.ts";
import { Backfills } from "./backfills.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import type { Task } from "./changes.ts";
import { ProposedTags } from "./proposed-tags.tsx";
import { type Backfill, isUnfinished, type Kind, type Proposed } from "./wire.ts";
import { useTaxonomyWords } from "./words.ts";
import "../watch.css";
import "./taxonomy.css";

const GOING_MS = 2_000;

/** The tags that there are and those that wait for a decision; how they change, and how far the past has followed. */
export function Taxonomy({ page }: { readonly page: InsightsPage }) {
  const { client, can } = useSession();
  const names = useNames();
  const [task, setTask] = useState<Task | null>(null);
  const [going, setGoing] = useState(false);
  const kinds = useResource("kinds", () =>
    client.json<{ content: { kinds: readonly Kind[] } }>("/v1/policies/taxonomy"),
  );
  const waiting = useResource("proposed", () =>
    client.json<{ proposed: readonly Proposed[] }>("/v1/voc/proposed-tags?state=proposed"),
  );
  const runs = useResource(
    "backfills",
    () => client.json<{ backfills: readonly Backfill[] }>("/v1/voc/backfills"),
    going ? GOING_MS : undefined,
  );
  const unfinished = runs.value?.backfills.some(isUnfinished) ?? false;
  useEffect(() => setGoing(unfinished), [unfinished]);
  const reload = () => {
    for (const resource of [kinds, waiting, runs, names]) void resource.reload();
  };
  return (
    <>
      <ProposedTags page={page} resource={waiting} onTask={setTask} />
      {kinds.value === undefined ? (
        kinds.error === undefined ? (
          <Loading />
        ) : (
          <Failure error={kinds.error} onRetry={kinds.reload} />
        )
      ) : (
        <Tags kinds={kinds.value.content.kinds} mayChange={can("voc.write")} onTask={setTask} />
      )}
      <Backfills resource={runs} />
      {task !== null && (
        <ChangeDialog
          task={task}
          kinds={kinds.value?.content.kinds ?? []}
          onClose={() => setTask(null)}
          onDone={reload}
        />
      )}
    </>
  );
}

function Tags({
  kinds,
  mayChange,
  onTask,
}: {
  readonly kinds: readonly Kind[];
  readonly mayChange: boolean;
  readonly onTask: (task: Task) => void;
}) {
  const { language } = usePreferences();
  const own = useTaxonomyWords();
  const names = useNames();
  const steps = (tag: Kind) => ["rename", "words", "split", "merge", tag.deprecated ? "restore" : "deprecate"] as const;
  const head = [own.tag, own.group, own.ownWords, own.state];
  return (
    <Card
      title={own.tags}
      hint={own.tagsHint}
      extra={
        mayChange && (
          <Button size="small" type="primary" onClick={() => onTask({ kind: "add" })}>
            {own.add}
          </Button>
        )
      }
    >
      <PlainTable
        label={own.tags}
        text
        head={mayChange ? [...head, own.action] : head}
        rows={kinds.map((tag) => [
          <span key={tag.code}>
            {tag.name[language]} <small className="soft">{tag.code}</small>
          </span>,
          own.groups[tag.group],
          <span key="words" className="tag-words" title={tag.words?.join("\n")}>
            {tag.words?.join(language === "zh" ? "、" : ", ") ?? <span className="soft">{own.learnt}</span>}
          </span>,
          [tag.deprecated ? own.stopped : own.active, tag.splitFrom && own.splitFrom(names.tag(tag.splitFrom))]
            .filter(Boolean)
            .join(" · "),
          ...(mayChange
            ? [
                <Dropdown
                  key="change"
                  trigger={["click"]}
                  menu={{
                    items: steps(tag).map((kind) => ({
                      key: kind,
                      label: own.kinds[kind],
                      onClick: () => onTask({ kind, tag }),
                    })),
                  }}
                >
                  <Button size="small" aria-label={own.changeNamed(tag.name[language])}>
                    {own.change}
                  </Button>
                </Dropdown>,
              ]
            : []),
        ])}
      />
    </Card>
  );
}
