import { Button, Popconfirm } from "antd";
import { useEffect, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { navigate } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { ApiError } from "../../client.ts";
import { problemText } from "../../ui/problem-words.ts";
import { Failure, Loading } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Article, ArticleDraft, Content, Revised } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ContentForm } from "./content-form.tsx";

interface Props {
  readonly article: Article;
  readonly onSaved: () => Promise<void>;
}

/** The draft of an article. What is typed is kept in this tab until it is saved. */
export function Editor({ article, onSaved }: Props) {
  const { client } = useSession();
  const address = `/v1/knowledge/articles/${article.id}/draft`;
  const draft = useResource<ArticleDraft>(address, () => client.json(address));
  if (draft.value === undefined)
    return draft.error === undefined ? <Loading /> : <Failure error={draft.error} onRetry={draft.reload} />;
  return (
    <DraftForm
      key={draft.value.revision}
      article={article}
      draft={draft.value}
      onSaved={async () => {
        await Promise.all([draft.reload(), onSaved()]);
      }}
    />
  );
}

function DraftForm({ article, draft, onSaved }: Props & { readonly draft: ArticleDraft }) {
  const { client } = useSession();
  const { words: common, language } = usePreferences();
  const words = useKnowledgeWords();
  const { busy, run } = useAct();
  const first: Content = {
    title: draft.title,
    summary: draft.summary,
    body: draft.body,
    scope: {
      ...draft.scope,
      validFrom: draft.scope.validFrom?.slice(0, 10) ?? null,
      validTo: draft.scope.validTo?.slice(0, 10) ?? null,
    },
  };
  const [content, setContent] = useState(first);
  const [problem, setProblem] = useState("");
  const dirty = JSON.stringify(content) !== JSON.stringify(first);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
  const address = `/v1/knowledge/articles/${article.id}/draft`;
  const save = () =>
    run(async () => {
      setProblem("");
      try {
        await client.json<Revised>(address, { method: "PUT", version: draft.revision, body: content });
      } catch (error) {
        const stale = error instanceof ApiError && error.status === 412;
        setProblem(stale ? words.edit.changed : problemText(error, language, common.state.failed));
        throw error;
      }
      await onSaved();
    }, words.edit.saved);
  const discard = () =>
    run(async () => {
      await client.json(address, { method: "DELETE", version: draft.revision });
      if (article.version === 0) navigate("/knowledge/articles");
      else await onSaved();
    });
  return (
    <ContentForm
      path={article.path}
      content={content}
      onChange={setContent}
      onSubmit={() => void save()}
      problem={problem}
      foot={
        <>
          <Button type="primary" loading={busy} disabled={!dirty && draft.saved} onClick={() => void save()}>
            {words.edit.save} <kbd>Ctrl S</kbd>
          </Button>
          {draft.saved && (
            <Popconfirm
              title={words.edit.discardAsk}
              okText={words.edit.discard}
              cancelText={words.cancel}
              onConfirm={() => void discard()}
            >
              <Button disabled={busy}>{words.edit.discard}</Button>
            </Popconfirm>
          )}
          <span className="soft" role="status">
            {dirty ? words.edit.unsaved : ""}
          </span>
        </>
      }
    />
  );
}
