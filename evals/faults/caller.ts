/** Where the process answers now; null between a kill and the next start. */
export interface Target {
  set(url: string | null): void;
  /** Resolves with the address as soon as there is one. */
  up(): Promise<string>;
}

export function createTarget(): Target {
  let address = Promise.withResolvers<string>();
  return {
    set: (url) => {
      if (url === null) address = Promise.withResolvers<string>();
      else address.resolve(url);
    },
    up: () => address.promise,
  };
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Headers = Readonly<Record<string, string>>;

/** Calls the process as one person or key. */
export interface Caller {
  /** One try. Throws when the process does not answer. */
  open(route: string, body?: unknown, headers?: Headers): Promise<Response>;
  /** Tries until there is a whole answer that is not a failure of the server's: a killed process never gives one. */
  call(route: string, body?: unknown, headers?: Headers): Promise<Answer>;
}

export function callerWith(target: Target, credentials: Headers): Caller {
  const open = async (route: string, body?: unknown, headers: Headers = {}): Promise<Response> => {
    const base = await target.up();
    const [method = "GET", path = "/"] = route.split(" ");
    const type = body === undefined ? {} : { "content-type": "application/json" };
    return fetch(base + path, {
      method,
      headers: { origin: base, ...type, ...credentials, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    open,
    call: async (route, body, headers) => {
      for (;;) {
        try {
          const response = await open(route, body, headers);
          const text = await response.text();
          if (response.status < 500) return { status: response.status, body: text === "" ? null : JSON.parse(text) };
        } catch {
          // It was killed before it answered, or in the middle of the answer.
        }
        await pause(50);
      }
    },
  };
}

/** Signs in; the session outlives the process. */
export async function signIn(
  target: Target,
  { email, password }: { email: string; password: string },
): Promise<Caller> {
  const response = await callerWith(target, {}).open("POST /v1/auth/sign-in/email", { email, password });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error(`Signing in gave ${response.status}.`);
  return callerWith(target, { cookie });
}
