import { isDomainError } from "../kernel/errors.ts";
import { AUDIENCES } from "../kernel/labels.ts";
import { rememberedOf } from "../kernel/remembered.ts";
import type { Hit, SearchFilter, SearchResult } from "../knowledge/types.ts";
import { asksNothing, versionOf } from "./draft/choose.ts";
import { evidenceReader } from "./evidence.ts";
import { isSaid } from "./follow-up.ts";
import { isAboutBoth } from "./own-question.ts";
import type { Reading } from "./reading.ts";
import type { CopilotDeps, CopilotRequest } from "./request.ts";
import { INJECTION_FROM, passageInjection } from "./understand/injection/injection.ts";

/** What a search found, and passages that were kept back because they give orders to whoever answers. */
export interface Found extends SearchResult {
  readonly withheld: readonly Hit[];
}

const NOTHING_FOUND: Found = { hits: [], answerability: 0, tookMs: 0, withheld: [] };

/**
 * Looks up what is asked. Words that ask something by themselves are looked up without what was asked before, unless what
 * is found with both is about both.
 */
export async function lookUp(
  deps: CopilotDeps,
  request: CopilotRequest,
  reading: Reading,
): Promise<{ found: Found; reading: Reading }> {
  if (asksNothing(reading)) return { found: NOTHING_FOUND, reading };
  const found = await retrieve(deps, request, reading);
  if (reading.own === null || isAboutBoth(reading.own, found.hits)) return { found, reading };
  const alone = { ...reading, question: reading.own.question };
  return { found: await retrieve(deps, request, alone), reading: alone };
}

/**
 * Looks in the customer's language first, and in every language when that gives too little. A search that fails finds
 * nothing: a person takes over.
 */
async function retrieve(deps: CopilotDeps, { customer }: CopilotRequest, reading: Reading): Promise<Found> {
  const version = versionOf(reading) ?? customer.version;
  const product = customer.product ?? productOf(deps, reading);
  const filter: SearchFilter = {
    audiences: customer.audiences,
    at: deps.clock.now(),
    ...(product === null ? {} : { product }),
    ...(customer.edition === null ? {} : { edition: customer.edition }),
    ...(version === null ? {} : { version }),
    ...(customer.deployment === null ? {} : { deployment: customer.deployment }),
  };
  const beside = AUDIENCES.filter((audience) => !customer.audiences.includes(audience));
  const evidence = evidenceReader(reading.question, version);
  const look = async (where: SearchFilter): Promise<Found> => {
    const limit = deps.settings.passages;
    const found = await deps.search({ text: reading.question, filter: where, limit, beside });
    const { kept, withheld } = withoutOrders(found.hits);
    if (kept.length === 0) return { ...NOTHING_FOUND, withheld };
    return {
      ...found,
      hits: kept,
      withheld,
      answerability: isSaid(reading.named, kept) ? evidence({ ...found, hits: kept }) : 0,
    };
  };
  try {
    const own = await look({ ...filter, language: reading.language });
    if (own.answerability >= deps.policies.autonomy.thresholds.answerability) return own;
    const any = await look(filter);
    return any.answerability > own.answerability ? any : own;
  } catch (error) {
    if (isDomainError(error) && (error.code === "unavailable" || error.code === "timeout")) return NOTHING_FOUND;
    throw error;
  }
}

/** "And the standard edition?" is one of the product that was asked about before: others have one of that name too. */
const productOf = ({ understand }: CopilotDeps, { named, understanding }: Reading): string | null =>
  named === null ? null : (understand(named).product ?? understanding.product);

const MOST_PASSAGES = 500;

const steers = rememberedOf(
  MOST_PASSAGES,
  ({ title, headingPath }: Hit) => [title, ...headingPath],
  ({ title, headingPath, text }: Hit) =>
    passageInjection([title, ...headingPath, text].join("\n")).score >= INJECTION_FROM,
);

/** No passage that tries to steer the assistant reaches a model or a customer. */
function withoutOrders(hits: readonly Hit[]): { kept: readonly Hit[]; withheld: readonly Hit[] } {
  const withheld = hits.filter(steers);
  return { kept: withheld.length === 0 ? hits : hits.filter((hit) => !withheld.includes(hit)), withheld };
}
