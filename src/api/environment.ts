import type { EndUserClaims } from "../access/end-user-tokens.ts";
import type { Actor } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";

/** What middleware leaves for the routes: who asks, and for whom. */
export interface Env {
  Variables: {
    requestId: string;
    log: Logger;
    tenantId: string;
    actor: Actor;
    /** What the tenant's server vouches for, when an end user asks. */
    claims: EndUserClaims | null;
    /** Looks at the credentials once more: who they stand for by now. Throws when they have ended. */
    again: () => Promise<Caller>;
  };
}

/** Whom credentials stand for. */
export interface Caller {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly claims: EndUserClaims | null;
}
