import type { MemberRole } from "./labels.ts";

/** Who acts. A member without `maySend` only drafts; `scopes` bound what an API key may do; an end user is known by the id that the tenant's server signed. */
export type Actor =
  | { readonly type: "member"; readonly id: string; readonly role: MemberRole; readonly maySend: boolean }
  | { readonly type: "api_key"; readonly id: string; readonly scopes: readonly string[] }
  | { readonly type: "end_user"; readonly id: string; readonly customerId?: string }
  | { readonly type: "system"; readonly id: string };

/** Who and where, never how: one verb serves HTTP, jobs and evals alike. */
export interface Ctx {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId?: string;
}

/** A tenant's context for what no person asked for: jobs, seeds and evals. The audit names the job. */
export const systemCtx = (tenantId: string, job: string): Ctx => ({ tenantId, actor: { type: "system", id: job } });
