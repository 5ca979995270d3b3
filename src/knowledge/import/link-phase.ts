import { documentFormatOf } from "../parse/article.ts";
import { keepLink, type PageLinks } from "./in-links.ts";
import { readItem } from "./read-item.ts";
import { commit, inRunTenant, type Run } from "./run-state.ts";
import { type ImportItem, pendingItems } from "./store/items.ts";
import { deletePageLinks, linkHashes, upsertPageLinks } from "./store/links.ts";

type ReadPage = PageLinks & { readonly hash: string };

const PAGES_A_BATCH = 100;

/** Reads the links of all changed files, so that the words with which others link to a page are known before it is indexed. */
export async function collectLinks(run: Run): Promise<void> {
  const { items, known } = await inRunTenant(run, async (tx) => ({
    items: await pendingItems(tx, run.job.id),
    known: await linkHashes(tx, run.job.sourceId),
  }));
  const pending = items.filter(({ path, present, hash }) => !present || known.get(path) !== hash);
  for (let i = 0; i < pending.length; i += PAGES_A_BATCH) {
    const { pages, gone } = await linksOf(run, pending.slice(i, i + PAGES_A_BATCH));
    await commit(run, async (tx) => {
      await upsertPageLinks(tx, run.job.sourceId, pages);
      await deletePageLinks(tx, run.job.sourceId, gone);
      return {};
    });
  }
  await commit(run, () => Promise.resolve({ phase: "articles" }));
}

async function linksOf(run: Run, items: readonly ImportItem[]): Promise<{ pages: ReadPage[]; gone: string[] }> {
  const pages: ReadPage[] = [];
  const gone: string[] = [];
  for (const item of items) {
    run.signal.throwIfAborted();
    // Documents link to no page of the knowledge base; what pages call them counts, so they are on the list.
    if (item.present && documentFormatOf(item.path) !== undefined) {
      pages.push({ path: item.path, hash: item.hash, links: [], labels: [] });
      continue;
    }
    const reading = await readItem(run, item);
    if (reading.kind === "gone") gone.push(item.path);
    if (reading.kind === "article") {
      const { links, sections } = reading.parsed;
      // Only reStructuredText links by label; the anchors of its sections are those labels.
      const labels = item.path.endsWith(".rst")
        ? sections.map(({ anchor }) => anchor).filter((anchor) => anchor !== null)
        : [];
      pages.push({ path: item.path, hash: reading.hash, links: links.filter(keepLink), labels });
    }
    await run.breathe();
  }
  return { pages, gone };
}
