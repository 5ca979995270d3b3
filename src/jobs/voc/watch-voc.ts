import { hardTokens } from "../../copilot/check/tokens.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Logger } from "../../kernel/log.ts";
import { dictionariesOf } from "../../knowledge/import/store/dictionary.ts";
import { writeBriefings } from "../../voc/briefing/briefings.ts";
import type { VocDeps } from "../../voc/deps.ts";
import { findLateVotes } from "../../voc/requests.ts";
import { findThemes } from "../../voc/themes/themes.ts";
import { raiseAlarms } from "../../voc/trends/alerts.ts";
import { repeatForTenants } from "../repeat.ts";
import { type TellDeps, tellByModel } from "./tell-briefing.ts";
import { tellReport } from "./tell-report.ts";

const EVERY_MS = 3_600_000;

/** Judges alerts, counts late votes, looks for themes and writes briefings of every tenant once an hour. Returns a stop that waits for the round. */
export const watchVocHourly = (
  deps: VocDeps & { readonly log: Logger; readonly teller: TellDeps },
): (() => Promise<void>) =>
  repeatForTenants(deps, "watch-voc", EVERY_MS, async (tenantId, signal) => {
    await raiseAlarms(deps, tenantId);
    await findLateVotes(deps, tenantId);
    await findTenantThemes(deps, tenantId);
    const tell = tellByModel(deps.teller, signal);
    await writeBriefings(deps, tenantId, { holds: saysOnly, tell, report: tellReport(deps) });
  });

/** Themes of one tenant, with its own words kept whole. */
async function findTenantThemes(deps: VocDeps, tenantId: string): Promise<number> {
  const dictionaries = await inTenant(deps.db, tenantId, (tx) => dictionariesOf(tx, tenantId));
  const words = dictionaries.flatMap((dictionary) => dictionary.words);
  return findThemes(deps, tenantId, { words, synonyms: [] });
}

/** Whether each number and date of a sentence stands among those that were computed: the check that drafts go through. */
export function saysOnly(sentence: string, numbers: string): boolean {
  const known = new Set(hardTokens(numbers).map(({ key }) => key));
  return hardTokens(sentence).every(({ kind, key }) => !["number", "date"].includes(kind) || known.has(key));
}
