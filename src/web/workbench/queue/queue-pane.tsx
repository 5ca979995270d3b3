import { FilterOutlined } from "@ant-design/icons";
import { Badge, Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import { navigate } from "../../app/router.tsx";
import { useShortcuts } from "../../app/shortcuts.ts";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import type { Words } from "../../ui/words/words.ts";
import { usePauseRules } from "../pause/use-pause-rules.ts";
import { usePauseWords } from "../pause/words.ts";
import { TicketRow } from "./ticket-row.tsx";
import { type Filters, type Queue, sortOf, VIEWS, type View } from "./use-queue.ts";
import { VirtualList } from "./virtual-list.tsx";

const ROW_HEIGHT = 92;

/** The queue: views, filters, and the list that j and k walk through. */
export function QueuePane({ queue, openId }: { readonly queue: Queue; readonly openId: string | undefined }) {
  const words = useWords();
  const [filtering, setFiltering] = useState(false);
  const tickets = queue.page.value?.tickets ?? [];
  const active = tickets.findIndex(({ id }) => id === openId);
  const step = (by: number) => {
    const to = tickets[Math.max(0, Math.min(tickets.length - 1, active + by))];
    if (to !== undefined) navigate(`/tickets/${to.id}`);
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(active < 0 ? 1 : -1),
    f: () => setFiltering((open) => !open),
  });
  const set = Object.entries(queue.filters).filter(([key, value]) => key !== "sort" && value !== undefined).length;
  return (
    <section className="queue" aria-label={words.queue.title}>
      <header className="queue-head">
        <h1>{words.queue.title}</h1>
        <Badge count={set} size="small">
          <Button
            icon={<FilterOutlined />}
            aria-expanded={filtering}
            aria-label={words.queue.filters}
            onClick={() => setFiltering(!filtering)}
          />
        </Badge>
      </header>
      <Segmented
        block
        value={queue.view}
        onChange={(view) => queue.setView(view as View)}
        options={VIEWS.map((view) => ({ value: view, label: words.queue.views[view] }))}
        aria-label={words.queue.title}
      />
      {filtering && <FilterForm queue={queue} words={words} />}
      <QueueList queue={queue} active={active} />
    </section>
  );
}

function QueueList({ queue, active }: { readonly queue: Queue; readonly active: number }) {
  const words = useWords();
  const { value, error, reload } = queue.page;
  const { nameOf } = usePauseRules();
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  if (value.tickets.length === 0) return <Nothing title={words.queue.empty} text={words.queue.emptyText} />;
  return (
    <VirtualList
      items={value.tickets}
      keyOf={({ id }) => id}
      rowHeight={ROW_HEIGHT}
      label={words.queue.list}
      active={active}
      onEnd={queue.more}
      render={(ticket, index) => <TicketRow ticket={ticket} active={index === active} pauseName={nameOf} />}
    />
  );
}

function FilterForm({ queue: shown, words }: { readonly queue: Queue; readonly words: Words }) {
  const { filters, setFilters: onChange } = shown;
  const { labels, queue } = words;
  const pause = usePauseWords();
  const rows: readonly (readonly [keyof Filters, string, Readonly<Record<string, string>>])[] = [
    ["status", queue.status, labels.status],
    ["tier", queue.tier, labels.tier],
    ["team", queue.team, labels.team],
    ["type", queue.type, labels.type],
    ["urgency", queue.urgency, labels.urgency],
    ["class", queue.class, labels.class],
    ["paused", pause.clocksOf, pause.states],
    ["sort", queue.sort, queue.sorts],
  ];
  return (
    <div className="filters">
      {rows.map(([key, label, options]) => (
        <div key={key}>
          <span aria-hidden="true">{label}</span>
          <Select
            size="small"
            aria-label={label}
            value={key === "sort" ? sortOf(shown.view, filters) : (filters[key] ?? "")}
            onChange={(value: string) => onChange(withFilter(filters, key, value))}
            options={[
              ...(key === "sort" ? [] : [{ value: "", label: queue.any }]),
              ...Object.entries(options).map(([value, text]) => ({ value, label: text })),
            ]}
          />
        </div>
      ))}
      <Button size="small" type="link" onClick={() => onChange({})}>
        {queue.clear}
      </Button>
    </div>
  );
}

function withFilter(filters: Filters, key: keyof Filters, value: string): Filters {
  const { [key]: _, ...rest } = filters;
  return value === "" ? rest : { ...rest, [key]: value };
}
