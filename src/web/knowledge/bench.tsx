import { Button, Input, Select } from "antd";
import { useState } from "react";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { useAsked } from "../app/use-asked.ts";
import { Chip } from "../ui/chips.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { HitAccount, QuestionNote } from "./bench-account.tsx";
import type { AskedQuestion, Hit } from "./wire.ts";
import { useKnowledgeWords } from "./words.ts";

const AUDIENCES = ["public", "customer", "internal"] as const;
const NOTHING = { query: "", audience: "customer", product: "", version: "" };
type Asked = typeof NOTHING;
interface Found {
  readonly hits: readonly Hit[];
  readonly answerability: number;
  readonly tookMs: number;
  readonly question?: AskedQuestion;
}

/** The very search that answers customers, with the reason for every hit. */
export function SearchBench() {
  const words = useKnowledgeWords();
  const [asked, ask] = useAsked("/knowledge/search", NOTHING);
  const [draft, setDraft] = useState(asked);
  const set = (change: Partial<Asked>) => setDraft({ ...draft, ...change });
  return (
    <>
      <p className="soft lead">{words.bench.lead}</p>
      <search>
        <form
          className="toolbar"
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.query.trim() !== "") ask(draft);
          }}
        >
          <Input
            className="grow"
            value={draft.query}
            maxLength={2_000}
            placeholder={words.bench.question}
            aria-label={words.bench.question}
            onChange={(event) => set({ query: event.target.value })}
          />
          <Select
            className="filter"
            aria-label={words.bench.audience}
            value={draft.audience}
            onChange={(audience) => set({ audience })}
            options={AUDIENCES.map((value) => ({
              value,
              label: words.article.audience[value],
            }))}
          />
          <Input
            className="short"
            value={draft.product}
            placeholder={words.bench.product}
            aria-label={words.bench.product}
            onChange={(event) => set({ product: event.target.value })}
          />
          <Input
            className="short"
            value={draft.version}
            placeholder={words.bench.version}
            aria-label={words.bench.version}
            onChange={(event) => set({ version: event.target.value })}
          />
          <Button type="primary" htmlType="submit">
            {words.bench.search}
          </Button>
        </form>
      </search>
      {asked.query === "" ? <Nothing title={words.bench.begin} /> : <Results asked={asked} />}
    </>
  );
}

function Results({ asked }: { readonly asked: Asked }) {
  const { client } = useSession();
  const { bench: words } = useKnowledgeWords();
  const found = useResource<Found>(JSON.stringify(asked), () => {
    const { product, version, ...rest } = asked;
    const known = {
      ...(product.trim() && { product: product.trim() }),
      ...(version.trim() && { version: version.trim() }),
    };
    return client.json("/v1/search", { method: "POST", body: { ...rest, ...known, limit: 10, explain: true } });
  });
  if (found.value === undefined)
    return found.error === undefined ? <Loading /> : <Failure error={found.error} onRetry={found.reload} />;
  const { hits, tookMs, answerability, question } = found.value;
  if (hits.length === 0) return <Nothing title={words.empty} text={words.emptyText} />;
  return (
    <>
      <p className="soft" role="status">
        {words.took(tookMs.toFixed(1), hits.length)} · {words.answerability} {Math.round(answerability * 100)}%
      </p>
      {question && <QuestionNote question={question} />}
      <ol className="hits">
        {hits.map((hit, i) => (
          <li key={hit.chunkId} className="card">
            <HitCard hit={hit} place={i + 1} />
          </li>
        ))}
      </ol>
    </>
  );
}

function HitCard({ hit, place }: { readonly hit: Hit; readonly place: number }) {
  const { bench: words, article } = useKnowledgeWords();
  return (
    <>
      <header className="card-head">
        <h3 dir="auto">
          <span className="soft">{place}</span> {hit.headingPath.join(" › ") || hit.title}
        </h3>
        {hit.versions !== null && <Chip>{hit.versions}</Chip>}
        <Chip tone={hit.audience === "internal" ? "bad" : "plain"}>{article.audience[hit.audience]}</Chip>
      </header>
      <p className="hit-text" dir="auto">
        {hit.text}
      </p>
      <details>
        <summary>
          {words.why} <span className="soft">{`${words.score} ${hit.score.toFixed(2)}`}</span>
        </summary>
        {hit.account && <HitAccount account={hit.account} score={hit.score} />}
      </details>
      <footer className="card-foot">
        <Link to={`/knowledge/articles/${hit.articleId}`}>{words.open}</Link>
        <span className="soft path">{hit.path}</span>
      </footer>
    </>
  );
}
