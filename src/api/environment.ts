import type { IncomingMessage, ServerResponse } from "node:http";
import type { EndUserClaims } from "../access/end-user-tokens.ts";
import type { Actor } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";
import type { Pouring } from "./stream/outlet.ts";

/** The connection that a request came by, as the listener hands it on; nothing of it where a program of ours asks. */
export interface Connected {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
  /** Takes a stream of events, to be poured straight into the connection once the head of the answer has been made. */
  readonly takeEvents?: (pouring: Pouring) => void;
}

/** What middleware leaves for the routes: who asks, and for whom. */
export interface Env {
  Bindings: Connected;
  Variables: {
    requestId: string;
    log: Logger;
    tenantId: string;
    actor: Actor;
    /** What the tenant's server vouches for, when an end user asks. */
    claims: EndUserClaims | null;
    /** Looks at the credentials once more: who they stand for by now. Throws when they have ended. */
    again: () => Promise<Caller>;
    /** Somebody beside the client reads the answer as well: its body has to be there. */
    readTwice?: boolean;
  };
}

/** Whom credentials stand for. */
export interface Caller {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly claims: EndUserClaims | null;
}
