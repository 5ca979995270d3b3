import { AsyncLocalStorage } from "node:async_hooks";
import { createHmac, randomBytes } from "node:crypto";
import { betterAuth } from "better-auth/minimal";
import type { Database, Queryable } from "../db/pool.ts";
import { asSignIn } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { DomainError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { PASSWORD_LENGTH } from "./accounts.ts";
import { cookieOf } from "./cookies.ts";
import { type KnownDevices, knownDevices } from "./known-devices.ts";
import { sameText } from "./same-text.ts";
import { authAdapter, type WithSignIn } from "./store/auth-adapter.ts";
import { findFreshSession, keepSecret, listMemberships, type Membership } from "./store/users.ts";

/** A session that holds, the tenants of its user, and cookies to set anew when it was prolonged. */
export interface Session {
  readonly userId: string;
  readonly memberships: readonly Membership[];
  readonly cookies: readonly string[];
}

interface SignedIn {
  readonly cookies: string[];
  readonly memberships: readonly Membership[];
}

/** Members' sessions: a signed, HttpOnly, SameSite=Lax cookie that names a row, so a session ends when its row does. */
export interface Sessions {
  readonly devices: KnownDevices;
  /** Starts a session and gives its cookies. Throws `unauthenticated`, with one message for whatever was wrong. */
  signIn(input: { email: string; password: string; remember: boolean }): Promise<SignedIn>;
  /** Ends the session of these headers and gives the cookies that clear it. */
  signOut(headers: Headers): Promise<{ cookies: string[] }>;
  /** The session of these headers, or undefined. */
  find(headers: Headers): Promise<Session | undefined>;
  /** Changes the password, ends all sessions of the user and starts a new one. */
  changePassword(
    headers: Headers,
    input: { currentPassword: string; newPassword: string },
  ): Promise<{ cookies: string[] }>;
}

const COOKIE_PREFIX = "threeline";
export const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token`;
const DAY_SECONDS = 86_400;
/** Sessions of which it is known in whose line they wait. */
const MOST_LINES = 10_000;
/** How long a session lasts after its last use, and how much of that may pass before it is prolonged. */
const DAYS = 7;
const PROLONGED_AFTER_DAYS = 1;

/** Opens better-auth on this database. Its secret is made once and kept there. Sessions last 7 days after their last use. */
export async function openSessions({ db, clock }: { db: Database; clock: Clock }): Promise<Sessions> {
  const fresh = randomBytes(32).toString("base64url");
  const secret = await asSignIn(db, (connection) => keepSecret(connection, "session", fresh, clock.now()));
  // Statements of one look-up share a transaction, since opening one costs more than the statement.
  const shared = new AsyncLocalStorage<Queryable>();
  const withSignIn: WithSignIn = (use) => {
    const connection = shared.getStore();
    return connection === undefined ? asSignIn(db, use) : use(connection);
  };
  const auth = createAuth(secret, withSignIn);

  const findWithLibrary: Sessions["find"] = (headers) =>
    asSignIn(db, (connection) =>
      shared.run(connection, async () => {
        const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
        if (response === null) return undefined;
        const memberships = await listMemberships(connection, response.user.id);
        return { userId: response.user.id, memberships, cookies: answer.getSetCookie() };
      }),
    );

  const lines = new Map<string, string>();
  /** The tenant of a session that was seen waits with the tenant's other work, so that its flood holds up no other's. */
  const remember = (token: string, { memberships }: Omit<Session, "cookies">) => {
    const [first] = memberships;
    if (first === undefined) return;
    if (lines.size >= MOST_LINES) lines.clear();
    lines.set(token, first.tenantId);
  };

  /** Nearly every request comes with a session that only has to be read: one trip instead of the library's five. */
  const find: Sessions["find"] = async (headers) => {
    const cookies = headers.get("cookie") ?? "";
    const token = signedToken(cookies, secret);
    // A session that ends with the browser is never prolonged.
    const days = cookieOf(cookies, `${COOKIE_PREFIX}.dont_remember`) !== undefined ? 0 : DAYS - PROLONGED_AFTER_DAYS;
    const fresh =
      token &&
      (await asSignIn(
        db,
        (connection) => connection.lastly(() => findFreshSession(connection, token, days)),
        lines.get(token),
      ));
    if (fresh) remember(token, fresh);
    return fresh ? { ...fresh, cookies: [] } : findWithLibrary(headers);
  };

  return {
    devices: knownDevices(secret, clock),
    find,
    async signIn({ email, password, remember }) {
      const answer = await auth.api.signInEmail({ body: { email, password, rememberMe: remember }, asResponse: true });
      const cookies = accepted(answer, refused());
      const session = await find(cookieHeader(cookies));
      if (session !== undefined && session.memberships.length > 0) return { cookies, memberships: session.memberships };
      await auth.api.signOut({ headers: cookieHeader(cookies) });
      throw refused();
    },
    async signOut(headers) {
      return { cookies: accepted(await auth.api.signOut({ headers, asResponse: true }), refused()) };
    },
    async changePassword(headers, body) {
      const answer = await auth.api.changePassword({
        headers,
        body: { ...body, revokeOtherSessions: true },
        asResponse: true,
      });
      const wrong = "The current password is wrong.";
      return {
        cookies: accepted(answer, new DomainError("invalid", wrong, [{ field: "currentPassword", reason: "wrong" }])),
      };
    },
  };
}

function createAuth(secret: string, withSignIn: WithSignIn) {
  return betterAuth({
    secret,
    baseURL: "http://threeline.invalid",
    basePath: "/v1/auth",
    database: authAdapter(withSignIn),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: DAYS * DAY_SECONDS, updateAge: PROLONGED_AFTER_DAYS * DAY_SECONDS },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // `Secure` is added by the route when the request came over https: the address is not configured anywhere.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false },
    },
    // Counted by the route, with our clock and the address of the connection.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** The cookies of an answer that was accepted. Throws `refusal` when the caller was wrong. */
function accepted(answer: Response, refusal: DomainError): string[] {
  if (answer.ok) return answer.headers.getSetCookie();
  if (answer.status < 500) throw refusal;
  throw new Error(`Sign-in failed with status ${answer.status}.`);
}

const cookieHeader = (cookies: readonly string[]): Headers =>
  new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });

/** The token of the session cookie (`token.HMAC-SHA256 in base64`, escaped), if we signed it. */
function signedToken(cookies: string, secret: string): string | undefined {
  const value = unescaped(cookieOf(cookies, SESSION_COOKIE) ?? "");
  const dot = value.lastIndexOf(".");
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return sameText(signature, value.slice(dot + 1)) ? token : undefined;
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

const refused = () => new DomainError("unauthenticated", "The e-mail or the password is wrong.");
