import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import type { Embedder } from "../models/ports.ts";
import type { VocDeps } from "../voc/deps.ts";
import { foldSolvedCases } from "./cases/solved-cases.ts";
import { foldFactsOften } from "./fold-facts.ts";
import { foldUsageRegularly } from "./fold-usage.ts";
import { checkConflictsEveryMinute } from "./knowledge/check-conflicts.ts";
import { embedEveryMinute } from "./knowledge/embed.ts";
import { learnEveryMinute } from "./knowledge/learn.ts";
import { tendGraphs } from "./knowledge/tend-graphs.ts";
import type { ProposeDeps } from "./propose.ts";
import type { Bell } from "./repeat.ts";
import { sealEverySecond } from "./seal-audit.ts";
import { askSurveysEveryMinute } from "./surveys.ts";
import { sweepEveryMinute } from "./sweep.ts";
import { tendEmbedded } from "./tend-embedded.ts";
import { foldVocRegularly } from "./voc/fold-voc.ts";
import type { TellDeps } from "./voc/tell-briefing.ts";
import { watchVocHourly } from "./voc/watch-voc.ts";

export interface RegularDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly embedder: Embedder;
  readonly embedderById: (id: string) => Promise<Embedder | undefined>;
  readonly proposals: ProposeDeps;
  /** Tenants whose tags changed since they were folded last. */
  readonly touched: Set<string>;
  readonly voc: VocDeps;
  /** Rung when there is something to embed. */
  readonly bell: Bell;
  /** The model that tells briefings, if there is one. */
  readonly teller: TellDeps;
}

/** Starts all work that recurs by the clock; gives what ends each. A new one is a row here. */
export const startRegular = ({
  db,
  clock,
  log,
  embedder,
  embedderById,
  bell,
  proposals,
  touched,
  voc,
  teller,
}: RegularDeps): (() => Promise<void>)[] => [
  tendEmbedded({ db, log }),
  sealEverySecond({ db, clock, log }),
  foldFactsOften({ db, clock, log, policies: proposals.tickets.policies }),
  askSurveysEveryMinute({ db, clock, log }),
  foldSolvedCases({ db, clock, log }),
  sweepEveryMinute({ ...proposals, log }),
  embedEveryMinute({ db, clock, log, embedder, embedderById, bell }),
  tendGraphs({ db, log }),
  foldVocRegularly({ db, clock, log, touched }),
  watchVocHourly({ ...voc, log, teller }),
  foldUsageRegularly({ db, clock, log }),
  checkConflictsEveryMinute({ db, clock, log }),
  learnEveryMinute({ db, clock, log }),
];
