import { Button, Input, Select } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link, navigate, useSearch } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { useAsked } from "../../app/use-asked.ts";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Article } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ArticleChips } from "./article-chips.tsx";
import { ANY, LIST, rememberList } from "./list-address.ts";
import { ListFilters } from "./list-filters.tsx";

interface Page {
  readonly articles: readonly Article[];
  readonly next: string | null;
}

const TYPING_MS = 250;
const EVERYTHING = { text: "", show: "all", ...ANY };
const FILTERS = ["all", "published", "draft", "retired", "failed", "waiting-draft", "waiting-incoming"] as const;

/** Articles by path, found by words, by state, and by what they are about. */
export function ArticleList() {
  const { language } = usePreferences();
  const { article: words } = useKnowledgeWords();
  const { client, can } = useSession();
  const { busy, run } = useAct();
  const search = useSearch();
  const [{ text: sought, show, ...filters }, ask] = useAsked(LIST, EVERYTHING);
  const filter = FILTERS.find((each) => each === show) ?? "all";
  const [text, setText] = useState(sought);
  const written = useRef(sought);
  const look = useCallback(
    (change: Partial<typeof EVERYTHING>) => {
      written.current = change.text ?? written.current;
      ask(change);
    },
    [ask],
  );
  useEffect(() => rememberList(search), [search]);
  useEffect(() => {
    const timer = setTimeout(() => look({ text: text.trim() }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, look]);
  // The address was changed by a link; what is being typed is ahead of an address that was written here.
  useEffect(() => {
    if (sought !== written.current) setText(sought);
    written.current = sought;
  }, [sought]);
  const query = new URLSearchParams({ limit: "50" });
  if (sought !== "") query.set("text", sought);
  if (filter.startsWith("waiting-")) query.set("waiting", filter.slice("waiting-".length));
  else if (filter !== "all") query.set("status", filter);
  for (const [name, chosen] of Object.entries(filters)) if (chosen !== "") query.set(name, chosen);
  const address = `/v1/knowledge/articles?${query}`;
  const page = useResource<Page>(address, () => client.json(address));
  const more = (cursor: string) =>
    run(async () => {
      const next = await client.json<Page>(`${address}&cursor=${encodeURIComponent(cursor)}`);
      page.set((before) => ({ articles: [...before.articles, ...next.articles], next: next.next }));
    });
  const label = (each: (typeof FILTERS)[number]) =>
    each === "all"
      ? words.all
      : each === "waiting-draft" || each === "waiting-incoming"
        ? words.waiting[each === "waiting-draft" ? "draft" : "incoming"]
        : words.status[each];
  const { value, error } = page;
  const plain = query.size === 1;
  return (
    <>
      <search className="toolbar">
        <Input
          allowClear
          className="grow"
          value={text}
          placeholder={words.find}
          aria-label={words.find}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          className="filter"
          aria-label={words.filter}
          value={filter}
          onChange={(next) => look({ text: text.trim(), show: next })}
          options={FILTERS.map((each) => ({ value: each, label: label(each) }))}
        />
        {can("knowledge.write") && (
          <Button type="primary" onClick={() => navigate("/knowledge/articles/new")}>
            {words.new}
          </Button>
        )}
      </search>
      <ListFilters filters={filters} onChange={(change) => look({ text: text.trim(), ...change })} />
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={page.reload} />)}
      {value?.articles.length === 0 &&
        (plain ? <Nothing title={words.empty} text={words.emptyText} /> : <Nothing title={words.none} />)}
      {value !== undefined && value.articles.length > 0 && (
        <ul className="article-rows" aria-label={words.all}>
          {value.articles.map((article) => (
            <li key={article.id}>
              <Link to={`/knowledge/articles/${article.id}`} className="article-row">
                <span className="article-name">
                  <b dir="auto">{article.title}</b>
                  <span className="soft path">{article.path}</span>
                </span>
                <ArticleChips article={article} />
                <time className="soft" dateTime={article.updatedAt}>
                  {relativeTime(article.updatedAt, language)}
                </time>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {value?.next != null && (
        <p className="more">
          <Button loading={busy} onClick={() => void more(value.next!)}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  );
}
