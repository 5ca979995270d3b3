import { Chip } from "../../ui/chips.tsx";
import type { Article } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";

const TONES = { draft: "warn", published: "good", retired: "plain", failed: "bad" } as const;

/** What one must know of an article at a glance: its state, who may read it, what it is about. */
export function ArticleChips({ article }: { readonly article: Article }) {
  const { article: words } = useKnowledgeWords();
  return (
    <span className="row-chips">
      <Chip tone={TONES[article.status]}>{words.status[article.status]}</Chip>
      {article.hasDraft && article.status !== "draft" && <Chip tone="warn">{words.waiting.draft}</Chip>}
      {article.incoming !== null && <Chip tone="warn">{words.waiting.incoming}</Chip>}
      <Chip tone={article.audience === "internal" ? "bad" : "plain"}>{words.audience[article.audience]}</Chip>
      {article.product !== null && <Chip>{article.product}</Chip>}
      {article.versions !== null && <Chip>{article.versions}</Chip>}
    </span>
  );
}
