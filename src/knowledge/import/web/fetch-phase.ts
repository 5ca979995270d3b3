import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "../../../kernel/errors.ts";
import { commit, inRunTenant, type Run } from "../run-state.ts";
import type { WebSource } from "../store/jobs.ts";
import { closePage, type ImportPage, insertPages, type KnownPage, knownPages, pagesOf } from "../store/pages.ts";
import { insertBlob } from "../store/uploads.ts";
import { FetchError, fetchPage } from "./fetch.ts";
import { checkUrl } from "./guard.ts";
import type { WebAccess } from "./limits.ts";
import { pagePath, unreadPath } from "./page-path.ts";
import { createRobots } from "./robots.ts";
import { readSitemap } from "./sitemap.ts";

type Fetched = { readonly page: ImportPage; readonly content: Uint8Array | null };

const PAGES_A_BATCH = 500;

/** Fetches all pages of the source that are still open, one at a time and politely; each is written down at once. */
export async function fetchPages(run: Run, source: WebSource, web: WebAccess): Promise<void> {
  const known = await inRunTenant(run, (tx) => knownPages(tx, run.job.sourceId));
  let pages = await inRunTenant(run, (tx) => pagesOf(tx, run.job.id));
  if (pages.length === 0) {
    await listPages(run, await addressesOf(source, web, run.signal), known);
    pages = await inRunTenant(run, (tx) => pagesOf(tx, run.job.id));
  }
  const robots = createRobots(web, run.signal);
  const askedAt = new Map<string, number>();
  for (const page of pages.filter(({ state }) => state === "pending")) {
    run.signal.throwIfAborted();
    const rules = await robots(page.url);
    const refusal = rules.refusal(page.url);
    const refusalOf = async (url: string) => (await robots(url)).refusal(url);
    if (refusal === null) await pause(askedAt, page.url, Math.max(web.limits.pauseMs, rules.pauseMs), run.signal);
    const fetched =
      refusal === null ? await take(web, page, known.get(page.url), run.signal, refusalOf) : failed(page, refusal);
    await commit(run, async (tx) => {
      if (fetched.content !== null)
        await insertBlob(tx, run.job.id, fetched.page.path, fetched.content, run.deps.clock.now());
      await closePage(tx, run.job.id, fetched.page);
      return {};
    });
  }
  await commit(run, () => Promise.resolve({ phase: "scan" }));
}

async function addressesOf(source: WebSource, web: WebAccess, signal: AbortSignal): Promise<string[]> {
  const listed = source.sitemap === null ? [] : await readSitemap(web, source.sitemap, signal);
  const own = listed.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  const addresses = new Set(source.urls);
  for (const url of own) {
    url.hash = "";
    addresses.add(url.href);
  }
  if (addresses.size > web.limits.maxPages)
    throw new DomainError("too_large", `There are more than ${web.limits.maxPages} pages. Import parts of them.`);
  return [...addresses];
}

async function listPages(run: Run, addresses: readonly string[], known: ReadonlyMap<string, KnownPage>): Promise<void> {
  const pages = addresses.map((url) => ({ url, path: known.get(url)?.path ?? unreadPath(new URL(url)) }));
  for (let i = 0; i < pages.length; i += PAGES_A_BATCH)
    await commit(run, async (tx) => {
      await insertPages(tx, run.job.id, pages.slice(i, i + PAGES_A_BATCH));
      return {};
    });
}

/** Waits until the site was left in peace for `ms`. */
async function pause(askedAt: Map<string, number>, url: string, ms: number, signal: AbortSignal): Promise<void> {
  const { host } = new URL(url);
  const left = (askedAt.get(host) ?? Number.NEGATIVE_INFINITY) + ms - performance.now();
  if (left > 0) await sleep(left, undefined, { signal });
  askedAt.set(host, performance.now());
}

const failed = (page: ImportPage, reason: string): Fetched => ({
  page: { ...page, state: "failed", reason },
  content: null,
});

async function take(
  web: WebAccess,
  page: ImportPage,
  known: KnownPage | undefined,
  signal: AbortSignal,
  refusalOf: (url: string) => Promise<string | null>,
): Promise<Fetched> {
  try {
    const url = checkUrl(page.url, web.anyPort);
    // Only a page whose article stands may answer that nothing has changed.
    const stands = known?.status === "live" && !known.failed;
    const { status, type, etag, lastModified, body } = await fetchPage(
      web,
      page.url,
      signal,
      stands ? known : undefined,
      refusalOf,
    );
    if (status === 304) return { page: { ...page, state: "unchanged" }, content: null };
    if (status === 404 || status === 410) return { page: { ...page, state: "gone" }, content: null };
    if (status !== 200) return failed(page, `The page answered ${status}.`);
    const path = pagePath(url, type);
    if (path === null) return failed(page, `The page is ${type || "of no named type"}, which is not read.`);
    return { page: { ...page, path, state: "fetched", etag, lastModified }, content: body };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FetchError || error instanceof DomainError) return failed(page, error.message);
    throw error;
  }
}
