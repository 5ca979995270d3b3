import type { IndexSession, InLink, PreparedArticle } from "../articles/article-index.ts";
import { scopeOf } from "../articles/read.ts";
import { articlesWithBody } from "../articles/store/read.ts";
import { knownArticles, lockUnchanged, setIndexKeys } from "../articles/store/write.ts";
import { parseSource } from "../parse/article.ts";
import { createBudget } from "./budget.ts";
import { createFolding } from "./fold.ts";
import { collectInLinks, indexKey } from "./in-links.ts";
import { commit, inRunTenant, type Run } from "./run-state.ts";
import { allPageLinks } from "./store/links.ts";
import { sourceIds } from "./store/sources.ts";

interface Stale {
  readonly id: string;
  readonly path: string;
  readonly key: string;
  readonly inLinks: readonly InLink[];
}

const MAX_BATCH = 32;
/** Articles that are worth a thread of their own. */
const MANY = 200;

/**
 * Indexes anew what did not change itself but is linked to with other words now, or was indexed with another
 * dictionary or an older index: of all sources, since the tenant's dictionary holds for all.
 */
export async function relink(run: Run, session: IndexSession): Promise<void> {
  const budget = createBudget();
  const fold = createFolding(run, session);
  for (const sourceId of await inRunTenant(run, sourceIds)) {
    const stale = await staleArticles(run, session, sourceId);
    let batch: Stale[] = [];
    let prepared: { article: PreparedArticle; version: number }[] = [];
    const prepareOne = stale.length >= MANY ? session.prepareBeside : session.prepare;
    for (const [i, article] of stale.entries()) {
      run.signal.throwIfAborted();
      const ready = await prepare(run, prepareOne, article);
      if (ready) {
        prepared.push(ready);
        batch.push(article);
      }
      await run.breathe();
      const weight = prepared.reduce((sum, { article: { weight } }) => sum + weight, 0);
      if (prepared.length === 0 || (i + 1 < stale.length && !budget.isFull(weight) && batch.length < MAX_BATCH))
        continue;
      budget.learn(weight, await write(run, session, batch, prepared));
      await fold();
      batch = [];
      prepared = [];
    }
  }
  await commit(run, () => Promise.resolve({ phase: "settle" }));
}

async function staleArticles(run: Run, session: IndexSession, sourceId: string): Promise<Stale[]> {
  const { articles, pages } = await inRunTenant(run, async (tx) => ({
    articles: await knownArticles(tx, sourceId),
    pages: await allPageLinks(tx, sourceId),
  }));
  const links = await collectInLinks(pages, run.breathe);
  const stale: Stale[] = [];
  for (const { id, path, status, indexKey: old } of articles) {
    const inLinks = links.get(path) ?? [];
    const key = indexKey(session.version, inLinks);
    if (status === "live" && old !== key) stale.push({ id, path, key, inLinks });
    await run.breathe();
  }
  return stale;
}

/** Reads the indexed text again; scope, title and summary stay as they are, for rules are at hand for one source only. */
async function prepare(
  run: Run,
  prepareOne: IndexSession["prepare"],
  { id, inLinks }: Stale,
): Promise<{ article: PreparedArticle; version: number } | null> {
  const [row] = await inRunTenant(run, (tx) => articlesWithBody(tx, [id]));
  if (!row) return null;
  const parsed = {
    ...parseSource(row.path, row.body, []),
    title: row.title,
    summary: row.summary,
    scope: scopeOf(row),
  };
  return { article: await prepareOne({ id, version: row.version, parsed, inLinks }), version: row.version };
}

async function write(
  run: Run,
  session: IndexSession,
  batch: readonly Stale[],
  prepared: readonly { article: PreparedArticle; version: number }[],
): Promise<number> {
  return commit(run, async (tx) => {
    // An import of another source may have changed some since they were read.
    const unchanged = await lockUnchanged(
      tx,
      prepared.map(({ article, version }) => ({ id: article.articleId, version })),
    );
    const still = prepared.map(({ article }) => article).filter(({ articleId }) => unchanged.has(articleId));
    if (still.length > 0) await session.write(tx, still);
    await setIndexKeys(tx, new Map(batch.filter(({ id }) => unchanged.has(id)).map(({ id, key }) => [id, key])));
    return { add: { relinked: still.length } };
  });
}
