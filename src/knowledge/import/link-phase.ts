import { keepLink, type PageLinks } from "./in-links.ts";
import { type ImportItem, pendingItems } from "./items/store.ts";
import { readItem } from "./read-item.ts";
import { commit, inRunTenant, type Run } from "./run-state.ts";
import { deletePageLinks, upsertPageLinks } from "./store.ts";

const PAGES_A_BATCH = 200;

/** Reads the links of all changed files, so that the words with which others link to a page are known before it is indexed. */
export async function collectLinks(run: Run): Promise<void> {
  const pending = await inRunTenant(run, (tx) => pendingItems(tx, run.job.id));
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

async function linksOf(run: Run, items: readonly ImportItem[]): Promise<{ pages: PageLinks[]; gone: string[] }> {
  const pages: PageLinks[] = [];
  const gone: string[] = [];
  for (const item of items) {
    run.signal.throwIfAborted();
    const reading = await readItem(run, item);
    if (reading.kind === "gone") gone.push(item.path);
    if (reading.kind === "article") {
      const { links, sections } = reading.parsed;
      // Only reStructuredText links by label; the anchors of its sections are those labels.
      const labels = item.path.endsWith(".rst")
        ? sections.map(({ anchor }) => anchor).filter((anchor) => anchor !== null)
        : [];
      pages.push({ path: item.path, links: links.filter(keepLink), labels });
    }
    await run.breathe();
  }
  return { pages, gone };
}
