import { ApartmentOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Bars, Card } from "../card.tsx";
import { shown } from "../format.ts";
import { useNames } from "../names.tsx";
import { BREAKDOWNS, type InsightsPage, useInsightsWords, vocQuery } from "../use-insights.ts";
import type { Slices } from "../wire.ts";
import { useTreeWords } from "./breakdown-words.ts";

const MOST = 12;

/** Who says so: by the values of a dimension, or by one level of a tree, with a way down and back up. */
export function Breakdown({ page: { state, go, pathOf } }: { readonly page: InsightsPage }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useTreeWords();
  const names = useNames();
  const within: Record<string, string> = state.within === null ? {} : { within: state.within };
  const path = `/v1/voc/slices?${vocQuery({ ...state, dimension: null }, { by: state.by, ...within })}`;
  const { value, error, reload } = useResource(path, () => client.json<Slices>(path));
  const rows = value?.values.filter(({ count }) => count > 0).slice(0, MOST) ?? [];
  const most = rows[0]?.count ?? 1;
  const nameOf = (by: string) => own.trees[by] ?? names.dimension(by);
  const quotesOf = (row: Slices["values"][number]) => ({
    ...{ view: "quotes" as const },
    ...(row.slice ?? { dimension: state.by, value: row.value }),
  });
  return (
    <Card
      title={words.breakdownTitle}
      extra={
        <Select
          size="small"
          aria-label={words.breakdownBy}
          value={state.by}
          onChange={(by: string) => go({ by, within: null })}
          options={BREAKDOWNS.map((name) => ({ value: name, label: nameOf(name) }))}
          className="by-select"
        />
      }
      table={{
        head: [nameOf(state.by), words.count, words.share, words.previous],
        rows: rows.map((row) => [
          <Link key={row.value} to={pathOf(quotesOf(row))}>
            {names.value(row.value)}
          </Link>,
          row.count,
          shown(value!.total === 0 ? null : row.count / value!.total, "ratio", language, words),
          row.previous,
        ]),
      }}
    >
      {state.within !== null && (
        <nav className="tree-path" aria-label={own.path}>
          <Link to={pathOf({ within: null })}>{own.top}</Link>
          {(value?.path ?? [state.within]).map((node, i, all) => (
            <span key={node}>
              {" › "}
              {i === all.length - 1 ? (
                <b>{names.value(node)}</b>
              ) : (
                <Link to={pathOf({ within: node })}>{names.value(node)}</Link>
              )}
            </span>
          ))}
        </nav>
      )}
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && rows.length === 0 && <p className="soft quiet">{words.noData}</p>}
      <Bars
        rows={rows.map((row) => ({
          key: row.value,
          name: names.value(row.value),
          share: row.count / most,
          text: String(row.count),
          note: words.before(String(row.previous)),
          onPick: () => go(quotesOf(row)),
          after: row.opens ? (
            <Button
              size="small"
              type="text"
              icon={<ApartmentOutlined aria-hidden />}
              aria-label={own.into(names.value(row.value))}
              title={own.into(names.value(row.value))}
              onClick={() => go({ within: row.value })}
            />
          ) : undefined,
        }))}
      />
    </Card>
  );
}
