import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { askSurveys } from "../tickets/surveys/surveys.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 60_000;

/** Once a minute asks about tickets that have closed. */
export const askSurveysEveryMinute = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): (() => Promise<void>) => repeatForTenants(deps, "surveys", EVERY_MS, (tenantId) => askSurveys(deps, tenantId));
