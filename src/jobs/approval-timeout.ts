import type { JobHandler } from "../db/queue.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { APPROVAL_TIMEOUT_JOB, escalateApproval } from "../tickets/approval/approval-requests.ts";
import type { TicketDeps } from "../tickets/deps.ts";
import { unlessErased } from "./contact/erased.ts";

/** The queue's side of an approval that has waited too long. */
export const approvalTimeoutJob = (deps: TicketDeps): JobHandler =>
  unlessErased(async ({ tenantId, id }) => {
    await escalateApproval(deps, systemCtx(tenantId, APPROVAL_TIMEOUT_JOB), id);
  });
