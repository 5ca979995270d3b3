import type { JobHandler } from "../db/queue.ts";
import { isDomainError } from "../kernel/errors.ts";

/** For jobs about one ticket: one that was erased, before or while it was worked on, needs nothing more. */
export const unlessErased =
  (handler: JobHandler): JobHandler =>
  async (job, signal) => {
    try {
      await handler(job, signal);
    } catch (error) {
      if (!isDomainError(error) || error.code !== "not_found") throw error;
    }
  };
