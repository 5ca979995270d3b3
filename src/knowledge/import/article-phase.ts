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
import { createFolding } from "./fold.ts";
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
/** Files that are worth a thread: it takes half a second to start. */
const MANY = 200;
/** Files read ahead of the thread at most, and their characters. */
const [AHEAD, AHEAD_CHARACTERS] = [24, 2_000_000];
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
  const fold = createFolding(run, session);
  let batch = emptyBatch();
  let writing: Promise<void> = Promise.resolve();
  const send = async () => {
    const full = batch;
    batch = emptyBatch();
    await writing;
    writing = write(run, session, full).then((milliseconds) => {
      budget.learn(weightOf(full), milliseconds);
      return fold();
    });
    // Heard at the next await; unheard until then, it would end the process.
    writing.catch(() => {});
    // Chats wait for the embedded database's one connection: nothing else may make a transaction longer.
    if (run.deps.db.kind === "embedded") await writing;
  };
  const isMany = pending.length >= MANY;
  const ahead = new Map<Promise<Addition>, number>();
  const takeFirst = async () => {
    const [first] = ahead.keys();
    const add = await first!;
    ahead.delete(first!);
    add(batch);
    if (budget.isFull(weightOf(batch)) || batch.results.length >= MAX_ITEMS) await send();
  };
  const isFar = () =>
    !isMany || ahead.size > AHEAD || [...ahead.values()].reduce((sum, size) => sum + size, 0) > AHEAD_CHARACTERS;
  try {
    for (const item of pending) {
      run.signal.throwIfAborted();
      const prepare = isMany ? session.prepareBeside : session.prepare;
      const { addition, size } = await makeReady(
        run,
        session,
        prepare,
        item,
        known.get(item.path),
        inLinks.get(item.path) ?? [],
      );
      ahead.set(addition, size);
      await run.breathe();
      while (ahead.size > 0 && isFar()) await takeFirst();
    }
    while (ahead.size > 0) await takeFirst();
    if (batch.results.length > 0) await send();
  } finally {
    await writing;
  }
  await commit(run, () => Promise.resolve({ phase: "relink" }));
}

/** Puts what became of a file into a batch. */
type Addition = (batch: Batch) => void;

/** Reads a file and lets it be prepared; `size` is that of its text while it waits. The addition never fails. */
async function makeReady(
  run: Run,
  { version: indexVersion }: IndexSession,
  prepare: IndexSession["prepare"],
  item: ImportItem,
  known: KnownArticle | undefined,
  inLinks: readonly InLink[],
): Promise<{ readonly addition: Promise<Addition>; readonly size: number }> {
  const { path } = item;
  const reading = await readItem(run, item);
  const id = known?.id ?? newId(run.deps.clock.now());
  const fail =
    (hash: string, reason: string, line: number | null): Addition =>
    (batch) => {
      batch.failures.push({ id, path, hash, reason: line === null ? reason : `Line ${line}: ${reason}` });
      batch.results.push({ path, state: "failed", reason, line });
    };
  const now = (addition: Addition) => ({ addition: Promise.resolve(addition), size: 0 });
  if (reading.kind === "failed") return now(fail(reading.hash, reading.reason, reading.line));
  if (known?.edited && (reading.kind === "article" || !item.present))
    return now((batch) => {
      const file = reading.kind === "article" ? reading : { parsed: null, hash: GONE };
      if (file.hash !== known.contentHash)
        batch.incoming.push({ articleId: known.id, path, parsed: file.parsed, contentHash: file.hash });
      batch.results.push({ path, state: "skipped", reason: EDITED, line: null });
    });
  if (reading.kind === "gone")
    return now((batch) => {
      if (known) batch.retired.push(known);
      batch.results.push({ path, state: item.present ? "skipped" : "done", reason: reading.reason, line: null });
    });
  const { parsed, hash } = reading;
  const version = (known?.version ?? 0) + 1;
  const addition = prepare({ id, version, parsed, inLinks }).then(
    (prepared): Addition =>
      (batch) => {
        batch.prepared.push(prepared);
        const key = indexKey(indexVersion, inLinks);
        batch.writes.push({ id, version, parsed, contentHash: hash, indexKey: key });
        batch.results.push({ path, state: "done", reason: null, line: null });
      },
    (error: unknown) => {
      run.deps.log.error({ error, contentHash: hash }, "An article could not be prepared for the index.");
      return fail(hash, "The article could not be indexed because of a fault of the program.", null);
    },
  );
  return { addition, size: parsed.source.length };
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
    await Promise.all([
      writeArticles(tx, sourceId, batch.writes, now),
      batch.prepared.length > 0 ? session.write(tx, batch.prepared) : undefined,
    ]);
    if (retired.length > 0) await session.remove(tx, retired);
    await retireArticles(tx, retired, now);
    await markFailed(tx, sourceId, batch.failures, now);
    await writeIncoming(tx, batch.incoming, now);
    await closeItems(tx, jobId, batch.results);
    return { add };
  });
}
