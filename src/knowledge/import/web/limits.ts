/** What an import from the web may take. Times are in milliseconds. */
export interface WebLimits {
  readonly maxPages: number;
  readonly maxPageBytes: number;
  readonly maxSitemaps: number;
  readonly maxRedirects: number;
  /** For one page, from the request to its last byte. */
  readonly pageMs: number;
  /** Between two requests; a robots.txt may ask for more, up to `longestPauseMs`. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}

export const WEB_LIMITS: WebLimits = {
  maxPages: 5_000,
  maxPageBytes: 10_000_000,
  maxSitemaps: 100,
  maxRedirects: 5,
  pageMs: 20_000,
  pauseMs: 250,
  longestPauseMs: 10_000,
};

/** How the web is reached. A test puts its own in place of the guard and the resolver. */
export interface WebAccess {
  /** All addresses of a host name. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly isAllowed: (address: string) => boolean;
  readonly anyPort: boolean;
  readonly limits: WebLimits;
}
