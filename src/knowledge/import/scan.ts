import { createHash } from "node:crypto";
import { newId } from "../../kernel/ids.ts";
import { type KnownArticle, knownArticles, markFailed } from "../articles/store/write.ts";
import { isArticlePath, PARSER_VERSION } from "../parse/article.ts";
import { successorOf } from "../parse/documents/formats.ts";
import { type MetadataRule, metadataFor } from "../parse/rules.ts";
import { isAsset } from "./file-paths.ts";
import type { ListedFile } from "./folder.ts";
import { commit, inRunTenant, type Run } from "./run-state.ts";
import { replaceDictionary } from "./store/dictionary.ts";
import { clearItems, forgetOldItems, type ImportItem, insertItems } from "./store/items.ts";
import type { Counters } from "./store/jobs.ts";

const ITEMS_A_BATCH = 1_000;

/** Of the file's bytes and of all else that its article is made from. */
export const contentHash = (bytes: Uint8Array, rules: readonly MetadataRule[], path: string): string =>
  createHash("sha256")
    .update(`${PARSER_VERSION}\n${JSON.stringify(metadataFor(rules, path))}\n`)
    .update(bytes)
    .digest("base64url");

/** Lists and hashes the files, and writes down what is to be done with each. Done again from the start after a stop. */
export async function scan(run: Run): Promise<void> {
  await commit(run, async (tx) => {
    await clearItems(tx, run.job.id);
    return {};
  });
  const known = new Map(
    (await inRunTenant(run, (tx) => knownArticles(tx, run.job.sourceId))).map((article) => [article.path, article]),
  );
  const items: ImportItem[] = [];
  const present = new Set<string>();
  for (const file of await run.files.list(run.signal)) {
    run.signal.throwIfAborted();
    const item = await planFile(run, file, known.get(file.path));
    if (item) items.push(item);
    if (item) present.add(file.path);
    await run.breathe();
  }
  if (run.job.mirror) items.push(...vanished([...known.values()], present));
  for (let i = 0; i < items.length; i += ITEMS_A_BATCH) {
    await commit(run, async (tx) => {
      await insertItems(tx, run.job.id, items.slice(i, i + ITEMS_A_BATCH));
      return {};
    });
  }
  await conclude(run, items);
}

async function conclude(run: Run, items: readonly ImportItem[]): Promise<void> {
  const now = run.deps.clock.now();
  const count = (state: ImportItem["state"]) => items.filter((item) => item.state === state).length;
  const add: Counters = { total: items.length, skipped: count("skipped"), failed: count("failed") };
  const failures = items
    .filter((item) => item.state === "failed")
    .map(({ path, hash, reason }) => ({ id: newId(now), path, hash, reason: reason ?? "" }));
  await commit(run, async (tx) => {
    await markFailed(tx, run.job.sourceId, failures, now);
    await replaceDictionary(tx, run.job.sourceId, run.settings.dictionary, now);
    await forgetOldItems(tx, run.job.sourceId, run.job.id);
    return { phase: "links", add };
  });
}

/** What is to be done with a file; null for what is no document at all. */
export async function planFile(
  run: Pick<Run, "files" | "settings">,
  file: ListedFile,
  known: KnownArticle | undefined,
): Promise<ImportItem | null> {
  const { path, problem } = file;
  if (isAsset(path)) return null;
  const item = { path, present: true, hash: "", reason: null, line: null };
  if (file.known === "unchanged") return { ...item, state: "skipped" };
  if (file.known === "gone")
    return known && known.status !== "retired" ? { ...item, state: "pending", present: false } : null;
  if (file.known === "unreachable") return { ...item, state: "failed", reason: problem };
  if (!isArticlePath(path)) return { ...item, state: "skipped", reason: problem ?? unreadable(path) };
  if (problem !== null) return { ...item, state: "failed", reason: problem };
  const bytes = await run.files.read(path);
  if (bytes === null) return { ...item, state: "failed", reason: "The file cannot be read." };
  const hash = contentHash(bytes, run.settings.rules, path);
  if (known?.failedHash === hash) return { ...item, hash, state: "failed", reason: known.failedReason };
  const kept = known?.status === "live" || known?.edited === true;
  const unchanged = kept && known.contentHash === hash && known.failedHash === null;
  return { ...item, hash, state: unchanged ? "skipped" : "pending" };
}

function unreadable(path: string): string {
  const extension = /[^/]\.([^./]+)$/.exec(path)?.[1];
  const successor = successorOf(extension?.toLowerCase() ?? "");
  const advice = successor === undefined ? "" : ` Save it as *.${successor}.`;
  return `Files ${extension === undefined ? "without an extension" : `named *.${extension}`} cannot be read.${advice}`;
}

const vanished = (known: readonly KnownArticle[], present: ReadonlySet<string>): ImportItem[] =>
  known
    .filter(({ path, status }) => status !== "retired" && !present.has(path))
    .map(({ path }) => ({ path, state: "pending", present: false, hash: "", reason: null, line: null }));
