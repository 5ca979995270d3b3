import type { EndUserClaims } from "../access/end-user-tokens.ts";
import type { Actor } from "../kernel/ctx.ts";

/** What middleware leaves for the routes: who asks, and for whom. */
export interface Env {
  Variables: {
    requestId: string;
    tenantId: string;
    actor: Actor;
    /** What the tenant's server vouches for, when an end user asks. */
    claims: EndUserClaims | null;
  };
}
