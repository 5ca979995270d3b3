import { App, Button, Popconfirm } from "antd";
import { useMemo, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { navigate } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { ApiError } from "../../client.ts";
import { useEditWords } from "../../ui/diff/edit-words.ts";
import { useLeaveWarning } from "../../ui/kept/use-leave-warning.ts";
import { Failure, Loading } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import { problemText } from "../../ui/words/problem-words.ts";
import type { Article, ArticleDraft, Content, Revised } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ContentForm } from "./content-form.tsx";
import { contentOfDraft } from "./content-of.ts";
import { DraftConflict } from "./draft-conflict.tsx";
import { LIST } from "./list-address.ts";
import { useKeptContent } from "./use-kept-content.ts";

interface Props {
  readonly article: Article;
  /** The draft is another one now: saved here or by somebody else. */
  readonly onChanged: () => Promise<void>;
}

/** The draft of an article. What is typed is kept in this tab until it is saved. */
export function Editor({ article, onChanged }: Props) {
  const { client } = useSession();
  const address = `/v1/knowledge/articles/${article.id}/draft`;
  const draft = useResource<ArticleDraft>(address, () => client.json(address));
  if (draft.value === undefined)
    return draft.error === undefined ? <Loading /> : <Failure error={draft.error} onRetry={draft.reload} />;
  return (
    <DraftForm
      article={article}
      draft={draft.value}
      onChanged={async () => {
        await Promise.all([draft.reload(), onChanged()]);
      }}
    />
  );
}

const isSame = (one: Content, other: Content): boolean => JSON.stringify(one) === JSON.stringify(other);

function DraftForm({ article, draft, onChanged }: Props & { readonly draft: ArticleDraft }) {
  const { client } = useSession();
  const { words: common, language } = usePreferences();
  const words = useKnowledgeWords();
  const edit = useEditWords();
  const { message } = App.useApp();
  const { busy, run } = useAct();
  const { kept, keep } = useKeptContent(article.id);
  const [problem, setProblem] = useState("");
  const theirs = useMemo(() => contentOfDraft(draft), [draft]);
  const dirty = kept !== null && !isSame(kept.content, theirs);
  const content = dirty ? kept.content : theirs;
  const revision = dirty ? kept.revision : draft.revision;
  const isOvertaken = dirty && !busy && revision !== draft.revision;
  useLeaveWarning(dirty);
  const address = `/v1/knowledge/articles/${article.id}/draft`;
  const save = () =>
    run(async () => {
      setProblem("");
      let saved: Revised;
      try {
        saved = await client.json<Revised>(address, { method: "PUT", version: revision, body: content });
      } catch (error) {
        // Somebody else has saved: the form says so, and what to do.
        if (error instanceof ApiError && error.status === 412) return onChanged();
        setProblem(problemText(error, language, common.state.failed));
        throw error;
      }
      await onChanged();
      // What was typed meanwhile goes on from what is saved now.
      keep((now) => (now === null || now === kept ? null : { ...now, revision: saved.revision }));
      void message.success(words.edit.saved);
    });
  const discard = () =>
    run(async () => {
      await client.json(address, { method: "DELETE", version: draft.revision });
      keep(null);
      if (article.version === 0) navigate(LIST);
      else await onChanged();
    });
  return (
    <ContentForm
      path={article.path}
      content={content}
      onChange={(next) => keep(isSame(next, theirs) ? null : { revision, content: next })}
      onSubmit={() => {
        if (!isOvertaken) void save();
      }}
      problem={problem}
      notice={
        isOvertaken && (
          <DraftConflict
            draft={draft}
            theirs={theirs}
            mine={content}
            onKeep={() => keep({ revision: draft.revision, content })}
            onTake={() => keep(null)}
          />
        )
      }
      foot={
        <>
          <Button
            type="primary"
            loading={busy}
            disabled={isOvertaken || (!dirty && draft.saved)}
            onClick={() => void save()}
          >
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
            {dirty ? edit.unsaved : ""}
          </span>
        </>
      }
    />
  );
}
