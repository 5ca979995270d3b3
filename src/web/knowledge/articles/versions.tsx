import { Button, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { clockTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Article, ArticleText, DiffLine } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { contentOf } from "./content-of.ts";
import { DiffLines } from "./diff-lines.tsx";

interface Version {
  readonly version: number;
  readonly author: { readonly type: string; readonly id: string } | null;
  readonly reason: string;
  readonly createdAt: string;
  readonly gatePassed: boolean | null;
}
interface Diff {
  readonly lines: readonly DiffLine[];
  readonly facts: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** Who wrote which version when and why, and what any two of them differ in. */
export function Versions({ article, onUsed }: { readonly article: Article; readonly onUsed: () => Promise<void> }) {
  const { client, can, members } = useSession();
  const { language } = usePreferences();
  const { versions: words, article: names } = useKnowledgeWords();
  const { busy, run } = useAct();
  const address = `/v1/knowledge/articles/${article.id}`;
  const history = useResource<{ versions: readonly Version[] }>(`${address}/versions/${article.revision}`, () =>
    client.json(`${address}/versions?limit=200`),
  );
  const hasDraft = article.hasDraft && can("knowledge.write");
  const [to, setTo] = useState<number | "draft">(hasDraft ? "draft" : article.version);
  const [from, setFrom] = useState(hasDraft ? article.version : Math.max(0, article.version - 1));
  if (history.value === undefined)
    return history.error === undefined ? <Loading /> : <Failure error={history.error} onRetry={history.reload} />;
  const { versions } = history.value;
  if (versions.length === 0 && !hasDraft) return <Nothing title={words.empty} />;
  const use = (version: number) =>
    run(async () => {
      const old = await client.json<ArticleText>(`${address}?version=${version}`);
      const body = contentOf({ ...article, ...old, title: old.title });
      await client.json(`${address}/draft`, { method: "PUT", version: article.revision, body });
      await onUsed();
    }, words.used);
  const numbers = versions.map(({ version }) => ({ value: version, label: names.version(version) }));
  return (
    <div className="versions">
      <ol className="version-rows">
        {versions.map(({ version, author, reason, createdAt, gatePassed }) => (
          <li key={version} className="card">
            <div className="grow">
              <b>{names.version(version)}</b>{" "}
              <span className="soft">
                {author === null ? names.imported : (members.get(author.id)?.name ?? author.type)} ·{" "}
                <time dateTime={createdAt}>{clockTime(createdAt, language)}</time>
              </span>{" "}
              {gatePassed === false && <Chip tone="bad">{words.override}</Chip>}
              {reason !== "" && <p dir="auto">{reason}</p>}
            </div>
            {can("knowledge.write") && version !== article.version && (
              <Button size="small" disabled={busy} onClick={() => void use(version)}>
                {words.use}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <div className="toolbar">
        <span id="diff-from">{words.from}</span>
        <Select
          aria-labelledby="diff-from"
          value={from}
          onChange={setFrom}
          options={[...numbers, { value: 0, label: words.nothing }]}
        />
        <span id="diff-to">{words.to}</span>
        <Select
          aria-labelledby="diff-to"
          value={to}
          onChange={setTo}
          options={[...(hasDraft ? [{ value: "draft" as const, label: words.draft }] : []), ...numbers]}
        />
      </div>
      <Comparison key={`${from}/${to}/${article.revision}`} address={`${address}/diff?from=${from}&to=${to}`} />
    </div>
  );
}

/** A fact by the name of its field in the editor. */
function factName(field: string, words: object): string {
  const name: unknown = Reflect.get(words, field);
  return typeof name === "string" ? name : field;
}

/** Lines and facts that differ. */
export function Comparison({ address }: { readonly address: string }) {
  const { client } = useSession();
  const { versions: words, edit } = useKnowledgeWords();
  const diff = useResource<Diff>(address, () => client.json(address));
  if (diff.value === undefined)
    return diff.error === undefined ? <Loading /> : <Failure error={diff.error} onRetry={diff.reload} />;
  return (
    <>
      {diff.value.facts.length > 0 && (
        <ul className="fact-changes" aria-label={words.facts}>
          {diff.value.facts.map(({ field, before, after }) => (
            <li key={field}>
              <span className="soft">{factName(field, edit)}</span> <del>{before || "—"}</del> →{" "}
              <ins>{after || "—"}</ins>
            </li>
          ))}
        </ul>
      )}
      <DiffLines lines={diff.value.lines} label={`${words.from} … ${words.to}`} />
    </>
  );
}
