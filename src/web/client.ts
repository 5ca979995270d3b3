/** An answer that is not a success, with the problem that the server described. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** The last part of the problem's type: invalid, conflict, …; `offline` when nothing answered. */
  readonly code: string;
  readonly errors: readonly { readonly field: string; readonly reason: string }[];

  constructor(status: number, code: string, detail: string, errors: ApiError["errors"] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** A form with files, instead of `body`. */
  readonly form?: FormData;
  /** Version of what was seen, for If-Match. */
  readonly version?: number;
  /** Makes a repeated POST harmless: the first result comes back. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal | undefined;
  /** Sends instead of `fetch`, e.g. to tell how much has been sent. Cookies go along as within one page. */
  readonly send?: (address: string, init: RequestInit) => Promise<Response>;
  readonly accept?: string;
  /** Seconds: an answer that somebody got that long ago will do. */
  readonly maxAge?: number | undefined;
}

export interface Client {
  /** The JSON of the answer, or undefined for an empty one. Throws ApiError. */
  json<Result>(path: string, options?: RequestOptions): Promise<Result>;
  /** The answer itself, for streams. Throws ApiError unless it is a success. */
  open(path: string, options?: RequestOptions): Promise<Response>;
}

export interface ClientOptions {
  /** Address before the path; empty for the page's own server. */
  readonly base?: string;
  /** A bearer token; without one the browser's session cookie is used. `refresh` asks for a new one. */
  readonly token?: (refresh: boolean) => Promise<string>;
  /** Language of the page where it is not the browser's: words without one of their own are answered in it. */
  readonly language?: "zh" | "en";
  /** Of several tenants, the one that is worked in: its id or short name. */
  readonly tenant?: () => string | null;
  /** Told when the session has ended and cannot be renewed. */
  readonly onExpired?: () => void;
}

/** Calls the API: problems become ApiErrors, an expired token is renewed once, an ended session is reported. */
export function createClient({ base = "", token, language, tenant, onExpired }: ClientOptions = {}): Client {
  const send = async (path: string, options: RequestOptions, refresh: boolean): Promise<Response> => {
    const headers = headersOf(options);
    const chosen = tenant?.() ?? null;
    if (language !== undefined) headers.set("Accept-Language", language);
    if (chosen !== null) headers.set("X-Tenant", chosen);
    if (token !== undefined) headers.set("Authorization", `Bearer ${await token(refresh)}`);
    return (options.send ?? fetch)(base + path, {
      method: options.method ?? "GET",
      headers,
      credentials: token === undefined ? "same-origin" : "omit",
      ...(options.form === undefined ? {} : { body: options.form }),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  };
  const open: Client["open"] = async (path, options = {}) => {
    let response = await reach(() => send(path, options, false));
    if (response.status === 401 && token !== undefined) response = await reach(() => send(path, options, true));
    if (response.ok) return response;
    if (response.status === 401) onExpired?.();
    throw await problemOf(response);
  };
  const json: Client["json"] = async (path, options) => {
    const text = await (await open(path, options)).text();
    return text === "" ? undefined : JSON.parse(text);
  };
  return { open, json };
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ Accept: options.accept ?? "application/json" });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  if (options.version !== undefined) headers.set("If-Match", `"${options.version}"`);
  if (options.maxAge !== undefined) headers.set("Cache-Control", `max-age=${options.maxAge}`);
  if (options.idempotencyKey !== undefined) headers.set("Idempotency-Key", options.idempotencyKey);
  return headers;
}

async function reach(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (cause) {
    if (cause instanceof ApiError || (cause instanceof Error && cause.name === "AbortError")) throw cause;
    throw new ApiError(0, "offline", "The server cannot be reached.");
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => ({}));
  const code = typeof problem.type === "string" ? (problem.type.split(":").at(-1) ?? "internal") : "internal";
  return new ApiError(response.status, code, problem.detail ?? response.statusText, problem.errors ?? []);
}
