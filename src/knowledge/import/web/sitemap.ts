import { gunzipSync } from "node:zlib";
import { Parser } from "htmlparser2";
import { DomainError } from "../../../kernel/errors.ts";
import { FetchError, fetchPage } from "./fetch.ts";
import type { WebAccess } from "./limits.ts";

/**
 * The pages of a sitemap: XML, an index of more sitemaps, or a text with one address a line; packed or not. Throws
 * `DomainError` when one of them cannot be read, since a mirror would retire what it lacks.
 */
export async function readSitemap(web: WebAccess, address: string, signal: AbortSignal): Promise<string[]> {
  const pages = new Set<string>();
  const seen = new Set([address]);
  const due = [address];
  for (let next = due.shift(); next !== undefined; next = due.shift()) {
    if (seen.size > web.limits.maxSitemaps)
      throw new DomainError("too_large", `The sitemap lists more than ${web.limits.maxSitemaps} others.`);
    const { urls, sitemaps } = readList(await sitemapText(web, next, signal), next);
    for (const url of urls) pages.add(url);
    if (pages.size > web.limits.maxPages)
      throw new DomainError(
        "too_large",
        `The sitemap lists more than ${web.limits.maxPages} pages. Import parts of it.`,
      );
    for (const sitemap of sitemaps) {
      if (seen.has(sitemap)) continue;
      seen.add(sitemap);
      due.push(sitemap);
    }
  }
  if (pages.size === 0) throw new DomainError("invalid", `${address} lists no pages.`);
  return [...pages];
}

async function sitemapText(web: WebAccess, address: string, signal: AbortSignal): Promise<string> {
  try {
    const { status, body } = await fetchPage(web, address, signal);
    if (status !== 200) throw new FetchError(`${address} answered ${status}.`);
    const packed = body[0] === 0x1f && body[1] === 0x8b;
    return new TextDecoder().decode(packed ? gunzipSync(body, { maxOutputLength: web.limits.maxPageBytes * 5 }) : body);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof FetchError ? error.message : `${address} cannot be unpacked.`;
    throw new DomainError("invalid", `The sitemap cannot be read: ${reason}`, [], { cause: error });
  }
}

/** What a sitemap lists. Some leave out their own host, which the format does not allow, and mean themselves. */
function readList(text: string, from: string): { urls: string[]; sitemaps: string[] } {
  const found = { urls: [] as string[], sitemaps: [] as string[] };
  if (!text.trimStart().startsWith("<")) {
    found.urls = text.split(/\s+/).filter((line) => /^https?:\/\//i.test(line));
    return found;
  }
  let within = "";
  let address: string | null = null;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === "url" || name === "sitemap") within = name;
        if (name === "loc") address = "";
      },
      ontext(part) {
        if (address !== null) address += part;
      },
      onclosetag(name) {
        if (name !== "loc" || address === null) return;
        const listed = address.trim();
        const url = listed !== "" && URL.canParse(listed, from) ? new URL(listed, from).href : listed;
        if (within === "sitemap") found.sitemaps.push(url);
        else if (within === "url" && url !== "") found.urls.push(url);
        address = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return found;
}
