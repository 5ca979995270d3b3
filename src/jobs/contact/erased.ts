import type { JobHandler } from "../../db/queue.ts";
import { isDomainError } from "../../kernel/errors.ts";

/** Whether work on one ticket failed since that is gone: one that was erased, before or meanwhile, needs nothing more. */
export const isOfErased = (error: unknown): boolean => isDomainError(error) && error.code === "not_found";

/** Throws what else went wrong. */
export function ignoreErased(error: unknown): void {
  if (!isOfErased(error)) throw error;
}

/** For jobs about one ticket. */
export const unlessErased =
  (handler: JobHandler): JobHandler =>
  (job, signal) =>
    handler(job, signal).catch(ignoreErased);
