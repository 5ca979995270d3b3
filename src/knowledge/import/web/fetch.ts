import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { checkUrl, isPublicAddress } from "./guard.ts";
import { WEB_LIMITS, type WebAccess } from "./limits.ts";

export const USER_AGENT = "ThreelineBot/1.0";

/** Why one page could not be fetched; the message is for the person who imports. */
export class FetchError extends Error {}

export interface FetchedPage {
  readonly status: number;
  readonly type: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly body: Uint8Array;
}

/** What a page was when it was last taken in. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The web as it is: names are resolved by the system, and only public addresses are asked. */
export const openWeb: WebAccess = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
  anyPort: false,
  limits: WEB_LIMITS,
};

/**
 * Fetches a page. A host's name is resolved once, each of its addresses is checked, and the connection goes to the
 * checked one, so that a name that changes in between leads nowhere else; every redirect is checked like the first
 * address, and by `refusal`, which says why an address may not be asked. Throws `FetchError`, and the signal's reason.
 */
export async function fetchPage(
  web: WebAccess,
  address: string,
  signal: AbortSignal,
  known: Validators = { etag: null, lastModified: null },
  refusal: (address: string) => Promise<string | null> = () => Promise.resolve(null),
): Promise<FetchedPage> {
  let url = checked(web, address);
  const timeout = AbortSignal.timeout(web.limits.pageMs);
  for (let hop = 0; hop <= web.limits.maxRedirects; hop++) {
    const pinned = await pinnedAddress(web, url);
    const answer = await ask(url, pinned, AbortSignal.any([signal, timeout]), known).catch((error: unknown) => {
      signal.throwIfAborted();
      throw failure(url, error, timeout.aborted);
    });
    const status = answer.statusCode ?? 0;
    const target = answer.headers.location;
    if (status >= 300 && status < 400 && status !== 304 && target !== undefined) {
      answer.destroy();
      if (!URL.canParse(target, url)) throw new FetchError(`${url.href} leads to an address that is none.`);
      url = checked(web, new URL(target, url).href);
      const refused = await refusal(url.href);
      if (refused !== null) throw new FetchError(refused);
      continue;
    }
    try {
      return await read(web, url, answer, status);
    } catch (error) {
      signal.throwIfAborted();
      throw failure(url, error, timeout.aborted);
    }
  }
  throw new FetchError(`${address} is redirected more than ${web.limits.maxRedirects} times.`);
}

function checked(web: WebAccess, address: string): URL {
  try {
    return checkUrl(address, web.anyPort);
  } catch (error) {
    throw new FetchError(error instanceof Error ? error.message : String(error));
  }
}

const failure = (url: URL, error: unknown, late: boolean): FetchError => {
  if (error instanceof FetchError) return error;
  if (late) return new FetchError(`${url.href} did not answer in time.`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new FetchError(`${url.href} cannot be reached${code === "" ? "" : ` (${code})`}.`);
};

/** An address of the host that may be asked. All of them must be, or the name is a trap. */
async function pinnedAddress(web: WebAccess, url: URL): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(host) === 0
      ? await web.resolve(host).catch(() => {
          throw new FetchError(`The host ${host} is not known.`);
        })
      : [host];
  const first = addresses[0];
  if (first === undefined || !addresses.every(web.isAllowed))
    throw new FetchError(`${host} is not on the public internet, so it is not fetched.`);
  return first;
}

function ask(url: URL, address: string, signal: AbortSignal, known: Validators): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(
      url,
      {
        signal,
        agent: false,
        // The name stays for the certificate and the Host header; the connection goes to the checked address.
        lookup: (_, options, done) =>
          options.all ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address)),
        headers: {
          "user-agent": USER_AGENT,
          accept: "text/html,application/xhtml+xml,text/*;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
          "accept-encoding": "gzip, deflate, br",
          ...(known.etag === null ? {} : { "if-none-match": known.etag }),
          ...(known.lastModified === null ? {} : { "if-modified-since": known.lastModified }),
        },
      },
      resolve,
    )
      .on("error", reject)
      .end();
  });
}

async function read(web: WebAccess, url: URL, answer: IncomingMessage, status: number): Promise<FetchedPage> {
  const most = web.limits.maxPageBytes;
  const tooLarge = () => new FetchError(`${url.href} has more than ${Math.round(most / 1_000_000)} MB.`);
  if (Number(answer.headers["content-length"] ?? 0) > most) {
    answer.destroy();
    throw tooLarge();
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) {
      answer.destroy();
      throw tooLarge();
    }
    parts.push(part);
  }
  return {
    status,
    type: (answer.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase(),
    etag: answer.headers.etag ?? null,
    lastModified: answer.headers["last-modified"] ?? null,
    body: unpacked(Buffer.concat(parts), answer.headers["content-encoding"], most, tooLarge),
  };
}

function unpacked(body: Buffer, encoding: string | undefined, most: number, tooLarge: () => FetchError): Uint8Array {
  const unpack = { gzip: gunzipSync, "x-gzip": gunzipSync, deflate: inflateSync, br: brotliDecompressSync }[
    encoding?.toLowerCase() ?? ""
  ];
  if (unpack === undefined || body.length === 0) return body;
  try {
    return unpack(body, { maxOutputLength: most });
  } catch (error) {
    throw error instanceof RangeError
      ? tooLarge()
      : new FetchError("The page is packed in a way that cannot be undone.");
  }
}
