import { App, Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { useAsked } from "../../app/use-asked.ts";
import { Failure, Loading } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { relativeTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { ArticleText, Preview, Revised } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ArticleBody } from "./article-body.tsx";
import { ArticleChips } from "./article-chips.tsx";
import { contentOf } from "./content-of.ts";
import { Editor } from "./editor.tsx";
import { FileChange } from "./file-change.tsx";
import { lastListAddress } from "./list-address.ts";
import { PublishDialog } from "./publish-dialog.tsx";
import { Questions } from "./questions.tsx";
import { Versions } from "./versions.tsx";

const PARTS = ["read", "edit", "versions", "questions"] as const;
type Part = (typeof PARTS)[number];

/** One article: its published text, the draft, versions, and the questions it must answer. */
export function ArticlePage({ id }: { readonly id: string }) {
  const { client, can } = useSession();
  const { article: words } = useKnowledgeWords();
  const { language } = usePreferences();
  const { message } = App.useApp();
  const { busy, run } = useAct();
  const address = `/v1/knowledge/articles/${id}`;
  const article = useResource<ArticleText>(address, () => client.json(address));
  const [asked, ask] = useAsked(`/knowledge/articles/${id}`, { part: "" });
  const part = PARTS.find((each) => each === asked.part);
  const setPart = (next: Part) => ask({ part: next });
  const [publishing, setPublishing] = useState(false);
  const { value, error, reload } = article;
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  const writes = can("knowledge.write");
  const shown = part ?? (value.status === "draft" && writes ? "edit" : "read");
  const act = (verb: string, done?: string, body?: unknown) =>
    run(async () => {
      await client.json<Revised>(`${address}/${verb}`, { method: "POST", version: value.revision, body });
      await reload();
    }, done);
  const retire = async () => {
    if (!(await act("retire", undefined, { reason: "" }))) return;
    const undo = async () => {
      message.destroy("retired");
      await run(async () => {
        const now = await client.json<ArticleText>(address);
        await client.json(`${address}/restore`, { method: "POST", version: now.revision });
        await reload();
      }, words.restored);
    };
    void message.success({
      key: "retired",
      duration: 8,
      content: (
        <>
          {words.retired}{" "}
          <Button type="link" size="small" onClick={() => void undo()}>
            {words.undo}
          </Button>
        </>
      ),
    });
  };
  return (
    <article>
      <p>
        <Link to={lastListAddress()}>‹ {words.back}</Link>
      </p>
      <header className="article-head">
        <div className="grow">
          <h2 dir="auto">{value.title}</h2>
          <p className="soft">
            <span className="path">{value.path}</span>
            {value.version > 0 && <> · {words.version(value.version)}</>} · {words.updated}{" "}
            {relativeTime(value.updatedAt, language)}
            {value.reviewedAt !== null && (
              <>
                {" "}
                · {words.reviewed} {relativeTime(value.reviewedAt, language)}
              </>
            )}
            {value.owner !== null && <> · {value.owner}</>}
          </p>
          <ArticleChips article={value} />
        </div>
        {writes && (
          <div className="article-acts">
            {value.hasDraft && (
              <Button type="primary" disabled={busy} onClick={() => setPublishing(true)}>
                {words.publish}
              </Button>
            )}
            {value.status === "published" && (
              <Button disabled={busy} onClick={() => void act("review", words.confirmed)}>
                {words.confirm}
              </Button>
            )}
            {value.status === "published" && (
              <Button danger disabled={busy} onClick={() => void retire()}>
                {words.retire}
              </Button>
            )}
            {value.status === "retired" && (
              <Button disabled={busy} onClick={() => void act("restore", words.restored)}>
                {words.restore}
              </Button>
            )}
          </div>
        )}
      </header>
      {value.incoming !== null && writes && <FileChange article={value} onDone={reload} />}
      <Tabs
        label={value.title}
        names={PARTS.filter((each) => writes || each !== "edit")}
        words={words.parts}
        shown={shown}
        panel="article-part"
        onShow={setPart}
      />
      <section id="article-part" role="tabpanel" aria-label={words.parts[shown]}>
        {shown === "read" && <Text article={value} />}
        {shown === "edit" && <Editor article={value} onChanged={reload} />}
        {shown === "versions" && (
          <Versions
            article={value}
            onUsed={async () => {
              await reload();
              setPart("edit");
            }}
          />
        )}
        {shown === "questions" && <Questions articleId={id} />}
      </section>
      {publishing && (
        <PublishDialog
          article={value}
          onClose={() => setPublishing(false)}
          onPublished={async () => {
            setPublishing(false);
            setPart("read");
            await reload();
          }}
        />
      )}
    </article>
  );
}

/** The published text as search reads it. */
function Text({ article }: { readonly article: ArticleText }) {
  const { client, can } = useSession();
  const { article: words } = useKnowledgeWords();
  const reads = can("knowledge.write") && article.version > 0;
  const key = `read/${article.id}/${article.version}/${reads}`;
  const preview = useResource<Preview | null>(key, async () =>
    reads
      ? client.json("/v1/knowledge/preview", {
          method: "POST",
          body: { path: article.path, content: contentOf(article) },
        })
      : null,
  );
  if (article.version === 0) return <p className="state-box soft">{words.unpublished}</p>;
  if (preview.value === undefined && preview.error === undefined) return <Loading />;
  const { value } = preview;
  return (
    <div className="card">
      {value == null || value.problem !== null ? (
        <div className="article-body plain" dir="auto">
          {article.body}
        </div>
      ) : (
        <ArticleBody preview={value} />
      )}
    </div>
  );
}
