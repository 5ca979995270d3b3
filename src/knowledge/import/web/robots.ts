import robotsModule from "robots-parser";
import { FetchError, fetchPage, USER_AGENT } from "./fetch.ts";
import type { WebAccess } from "./limits.ts";

/** The package's types describe an ES module, which it is not. */
const robotsParser = robotsModule as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined; getCrawlDelay(agent: string): number | undefined };

/** What a site's robots.txt says to us. */
interface Rules {
  /** Why a page is left alone; null for one that may be fetched. */
  readonly refusal: (url: string) => string | null;
  readonly pauseMs: number;
}

/** Reads each site's robots.txt once. A site without one allows all; one whose file fails allows nothing. */
export function createRobots(web: WebAccess, signal: AbortSignal): (url: string) => Promise<Rules> {
  const sites = new Map<string, Promise<Rules>>();
  return (url) => {
    const { origin } = new URL(url);
    const known = sites.get(origin) ?? readRules(web, `${origin}/robots.txt`, signal);
    sites.set(origin, known);
    return known;
  };
}

async function readRules(web: WebAccess, address: string, signal: AbortSignal): Promise<Rules> {
  try {
    const { status, body } = await fetchPage(web, address, signal);
    if (status >= 500) return nothingMay(`The site's robots.txt answered ${status}, so nothing is fetched from it.`);
    if (status !== 200) return { refusal: () => null, pauseMs: 0 };
    const robots = robotsParser(address, new TextDecoder().decode(body));
    const asked = (robots.getCrawlDelay(USER_AGENT) ?? 0) * 1000;
    return {
      refusal: (url) => (robots.isAllowed(url, USER_AGENT) === false ? FORBIDDEN : null),
      pauseMs: Math.min(asked, web.limits.longestPauseMs),
    };
  } catch (error) {
    // A host that is not known or may not be asked is what the page fails of as well.
    if (error instanceof FetchError) return nothingMay(error.message);
    throw error;
  }
}

const FORBIDDEN = "The site's robots.txt keeps programs from this page.";
const nothingMay = (reason: string): Rules => ({ refusal: () => reason, pauseMs: 0 });
