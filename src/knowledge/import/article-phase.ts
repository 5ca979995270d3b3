import { newId } from "../../kernel/ids.ts";
import type { IndexSession, InLink, PreparedArticle } from "../articles/article-index.ts";
import { GONE, type IncomingWrite, writeIncoming } from "../articles/store/incoming.ts";
import {
  type ArticleFailure,
  type ArticleWrite,
  type KnownArticle,
  knownArticles,
  markFailed,
  retireArticles,
  writeArticles,
} from "../articles/store/write.ts";
import { createBudget } from "./budget.ts";
import { collectInLinks, indexKey } from "./in-links.ts";
import { readItem } from "./read-item.ts";
import { commit, inRunTenant, type Run } from "./run-state.ts";
import { closeItems, type ImportItem, type ItemResult, pendingItems } from "./store/items.ts";
import { allPageLinks } from "./store/links.ts";

interface Batch {
  readonly writes: ArticleWrite[];
  readonly prepared: PreparedArticle[];
  readonly retired: KnownArticle[];
  readonly failures: ArticleFailure[];
  readonly incoming: IncomingWrite[];
  readonly results: ItemResult[];
}

const emptyBatch = (): Batch => ({ writes: [], prepared: [], retired: [], failures: [], incoming: [], results: [] });
const weightOf = ({ prepared }: Batch): number => prepared.reduce((sum, { weight }) => sum + weight, 0);
const MAX_ITEMS = 64;
const EDITED = "A person has edited this article. Its text stays; the file's change waits for a decision.";

/**
 * Writes and indexes all pending files, batch by batch: a batch and the marks on its items are one transaction. On a
 * server the next batch is made ready meanwhile.
 */
export async function writeArticlesPhase(run: Run, session: IndexSession): Promise<void> {
  const { pending, known, pages } = await inRunTenant(run, async (tx) => ({
    pending: await pendingItems(tx, run.job.id),
    known: new Map((await knownArticles(tx, run.job.sourceId)).map((article) => [article.path, article])),
    pages: await allPageLinks(tx, run.job.sourceId),
  }));
  const inLinks = await collectInLinks(pages, run.breathe);
  const budget = createBudget();
  let batch = emptyBatch();
  let writing: Promise<void> = Promise.resolve();
  const send = async () => {
    const full = batch;
    batch = emptyBatch();
    await writing;
    writing = write(run, session, full).then((milliseconds) => budget.learn(weightOf(full), milliseconds));
    // Heard at the next await; unheard until then, it would end the process.
    writing.catch(() => {});
    // Chats wait for the embedded database's one connection: nothing else may make a transaction longer.
    if (run.deps.db.kind === "embedded") await writing;
  };
  try {
    for (const item of pending) {
      run.signal.throwIfAborted();
      await add(run, session, batch, item, known.get(item.path), inLinks.get(item.path) ?? []);
      await run.breathe();
      if (budget.isFull(weightOf(batch)) || batch.results.length >= MAX_ITEMS) await send();
    }
    if (batch.results.length > 0) await send();
  } finally {
    await writing;
  }
  await commit(run, () => Promise.resolve({ phase: "relink" }));
}

async function add(
  run: Run,
  session: IndexSession,
  batch: Batch,
  item: ImportItem,
  known: KnownArticle | undefined,
  inLinks: readonly InLink[],
): Promise<void> {
  const { path } = item;
  const reading = await readItem(run, item);
  const id = known?.id ?? newId(run.deps.clock.now());
  const fail = (hash: string, reason: string, line: number | null) => {
    batch.failures.push({ id, path, hash, reason: line === null ? reason : `Line ${line}: ${reason}` });
    batch.results.push({ path, state: "failed", reason, line });
  };
  if (reading.kind === "failed") {
    fail(reading.hash, reading.reason, reading.line);
    return;
  }
  if (known?.edited && (reading.kind === "article" || !item.present)) {
    const file = reading.kind === "article" ? reading : { parsed: null, hash: GONE };
    if (file.hash !== known.contentHash)
      batch.incoming.push({ articleId: known.id, path, parsed: file.parsed, contentHash: file.hash });
    batch.results.push({ path, state: "skipped", reason: EDITED, line: null });
    return;
  }
  if (reading.kind === "gone") {
    if (known) batch.retired.push(known);
    batch.results.push({ path, state: item.present ? "skipped" : "done", reason: reading.reason, line: null });
    return;
  }
  const version = (known?.version ?? 0) + 1;
  try {
    batch.prepared.push(await session.prepare({ id, version, parsed: reading.parsed, inLinks }));
  } catch (error) {
    run.deps.log.error({ error, path }, "An article could not be prepared for the index.");
    fail(reading.hash, "The article could not be indexed because of a fault of the program.", null);
    return;
  }
  batch.writes.push({
    id,
    version,
    parsed: reading.parsed,
    contentHash: reading.hash,
    indexKey: indexKey(session.version, inLinks),
  });
  batch.results.push({ path, state: "done", reason: null, line: null });
}

async function write(run: Run, session: IndexSession, batch: Batch): Promise<number> {
  const { sourceId, id: jobId } = run.job;
  const now = run.deps.clock.now();
  const retired = batch.retired.map(({ id }) => id);
  const count = (state: ItemResult["state"]) => batch.results.filter((result) => result.state === state).length;
  const add = {
    done: batch.writes.length,
    skipped: count("skipped"),
    failed: count("failed"),
    retired: count("done") - batch.writes.length,
  };
  return commit(run, async (tx) => {
    await writeArticles(tx, sourceId, batch.writes, now);
    if (batch.prepared.length > 0) await session.write(tx, batch.prepared);
    if (retired.length > 0) await session.remove(tx, retired);
    await retireArticles(tx, retired, now);
    await markFailed(tx, sourceId, batch.failures, now);
    await writeIncoming(tx, batch.incoming, now);
    await closeItems(tx, jobId, batch.results);
    return { add };
  });
}
