import { Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { Link, navigate } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../ui/use-act.ts";
import { problemText } from "../../ui/words/problem-words.ts";
import type { Content, Revised } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ContentForm } from "./content-form.tsx";
import { lastListAddress } from "./list-address.ts";
import { useKeptContent } from "./use-kept-content.ts";

/** Writes an article from nothing; it is a draft until it is published. */
export function NewArticle() {
  const { client } = useSession();
  const { words: common, language } = usePreferences();
  const words = useKnowledgeWords();
  const { busy, run } = useAct();
  const [problem, setProblem] = useState("");
  const { kept, keep } = useKeptContent("new");
  const content: Content = kept?.content ?? {
    title: "",
    summary: null,
    body: "",
    scope: {
      product: null,
      module: null,
      editions: [],
      versions: null,
      deployment: null,
      audience: "internal",
      language,
      kind: null,
      validFrom: null,
      validTo: null,
      owner: null,
    },
  };
  const create = () =>
    run(async () => {
      try {
        const { id } = await client.json<Revised>("/v1/knowledge/articles", { method: "POST", body: content });
        keep(null);
        navigate(`/knowledge/articles/${id}`, { replace: true });
      } catch (error) {
        setProblem(problemText(error, language, common.state.failed));
        throw error;
      }
    });
  return (
    <article>
      <p>
        <Link to={lastListAddress()}>‹ {words.article.back}</Link>
      </p>
      <h2>{words.article.new}</h2>
      <ContentForm
        path="new.md"
        content={content}
        onChange={(next) => keep({ revision: 0, content: next })}
        onSubmit={() => void create()}
        problem={problem}
        foot={
          <Button type="primary" loading={busy} disabled={content.title.trim() === ""} onClick={() => void create()}>
            {words.edit.create} <kbd>Ctrl S</kbd>
          </Button>
        }
      />
    </article>
  );
}
