import { useWords } from "../app/preferences.tsx";
import { Link, useRoute } from "../app/router.tsx";
import { Nothing } from "../ui/states.tsx";
import { useOpenTabInSight } from "../ui/use-open-tab-in-sight.ts";
import { ArticleList } from "./articles/article-list.tsx";
import { ArticlePage } from "./articles/article-page.tsx";
import { NewArticle } from "./articles/new-article.tsx";
import { SearchBench } from "./bench.tsx";
import { FreshnessPage } from "./freshness.tsx";
import { Imports } from "./imports/imports.tsx";
import { Suggestions } from "./review/suggestions.tsx";
import { useKnowledgeWords } from "./words.ts";
import "../workbench/cards.css";
import "../ui/tab-row.css";
import "./knowledge.css";

const TABS = ["articles", "imports", "search", "freshness", "suggestions"] as const;

/** All that is done with articles: list and editor, imports, the search bench, freshness, and what conversations teach. */
export function Knowledge() {
  const words = useKnowledgeWords();
  const { state } = useWords();
  const [, section = "articles", id] = useRoute();
  const tabs = useOpenTabInSight(section);
  return (
    <div className="page knowledge">
      <header className="knowledge-head">
        <h1>{words.title}</h1>
        <nav ref={tabs} aria-label={words.title} className="tab-row">
          {TABS.map((tab) => (
            <Link key={tab} to={`/knowledge/${tab}`} aria-current={tab === section ? "page" : undefined}>
              {words.tabs[tab]}
            </Link>
          ))}
        </nav>
      </header>
      {section === "articles" &&
        (id === undefined ? <ArticleList /> : id === "new" ? <NewArticle /> : <ArticlePage key={id} id={id} />)}
      {section === "imports" && <Imports />}
      {section === "search" && <SearchBench />}
      {section === "freshness" && <FreshnessPage />}
      {section === "suggestions" && <Suggestions />}
      {!TABS.some((tab) => tab === section) && <Nothing title={state.notFound} text={state.notFoundText} />}
    </div>
  );
}
