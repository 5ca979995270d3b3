import { inTenant } from "../../db/tenant.ts";
import { tryInTenant } from "../../db/tenant-trial.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { AUDIENCES, type Audience } from "../../kernel/labels.ts";
import type { Embedder } from "../../models/ports.ts";
import { type Compiled, type PublishDeps, writePublished } from "../articles/publish.ts";
import { isVersion } from "../parse/versions.ts";
import type { SearchWithin } from "../search/search.ts";
import type { Hit, SearchQuery, SearchResult } from "../types.ts";
import { articleQuestions, otherQuestions } from "./store/questions.ts";

export interface GateDeps extends PublishDeps {
  /** The tenant's search, with the model whose vector of a question it wants. */
  readonly withinFor: (tenantId: string) => Promise<{ readonly within: SearchWithin; readonly embedder: Embedder }>;
  /** Whether a customer who asks this would be answered from these passages alone, as the tenant's policy has it. */
  readonly answersFor: (
    tenantId: string,
  ) => Promise<(question: string, found: Omit<SearchResult, "tookMs">, version: string | null) => boolean>;
}

/**
 * The place of the right article among the articles found, from 1; null when it is not among the first five, or when a
 * draft has lost what answered: search still finds it by its title and by links to it.
 */
type Place = number | null;

export interface GateCase {
  readonly articleId: string;
  readonly title: string;
  readonly question: string;
  readonly before: Place;
  readonly after: Place;
}

/** What publishing would do to the questions that are known to have an answer. */
export interface GateOutcome {
  readonly passed: boolean;
  /** Questions asked. */
  readonly checked: number;
  /** Questions of this article that it would not answer. */
  readonly missed: readonly GateCase[];
  /** Questions of other articles that are answered now and would be no longer. */
  readonly lost: readonly GateCase[];
}

/** An answer further down is as good as none. */
const FOUND_WITHIN = 5;
const HITS = 12;
const MOST_OWN = 100;
const MOST_OTHERS = 300;
/** Questions asked in one transaction, so that chats go on in between. */
const SLICE = 8;
/** Slices of index work that one trial may do. */
const MOST_SETTLING = 10;

interface Found {
  readonly place: Place;
  /** From the passages of the article alone. */
  readonly answered: boolean;
}

interface Asked {
  readonly articleId: string;
  readonly title: string;
  readonly own: boolean;
  readonly query: SearchQuery;
}

/**
 * Asks the stored questions of this article and of the others, before and after the draft is written, with the search
 * that answers chats. The draft is written in transactions that are taken back: nothing stays, nobody sees it.
 */
export async function runGate(deps: GateDeps, ctx: Ctx, compiled: Compiled): Promise<GateOutcome> {
  const asked = await questionsFor(deps, ctx, compiled);
  const { within, embedder } = await deps.withinFor(ctx.tenantId);
  const answers = await deps.answersFor(ctx.tenantId);
  const cases: { readonly own: boolean; readonly result: GateCase }[] = [];
  for (let i = 0; i < asked.length; i += SLICE) {
    const slice = asked.slice(i, i + SLICE);
    const vectors = await embedder.embed(slice.map(({ query }) => query.text)).catch(() => []);
    const places = (write: boolean) =>
      tryInTenant(deps.db, ctx.tenantId, async (tx) => {
        if (write) {
          await writePublished(deps, tx, ctx, compiled, "");
          for (let n = 0; n < MOST_SETTLING && !(await compiled.session.settle(tx)); n++);
        }
        const found: Found[] = [];
        for (const [j, { query, articleId, own }] of slice.entries()) {
          const result = await within(tx, query, vectors[j]);
          const hits = result.hits.filter((hit) => hit.articleId === articleId);
          const answered = own && answers(query.text, { ...result, hits }, query.filter.version ?? null);
          found.push({ place: placeOf(articleId, result.hits), answered });
        }
        return found;
      });
    const [before, after] = [await places(false), await places(true)];
    for (const [j, { articleId, title, own, query }] of slice.entries()) {
      const [was, now] = [before[j]!, after[j]!];
      const place = was.answered && !now.answered ? null : now.place;
      cases.push({ own, result: { articleId, title, question: query.text, before: was.place, after: place } });
    }
  }
  const missed = cases.flatMap(({ own, result }) => (own && result.after === null ? [result] : []));
  const lost = cases.flatMap(({ own, result }) =>
    !own && result.before !== null && result.after === null ? [result] : [],
  );
  return { passed: missed.length === 0 && lost.length === 0, checked: cases.length, missed, lost };
}

function placeOf(articleId: string, hits: readonly Hit[]): Place {
  const at = [...new Set(hits.map((hit) => hit.articleId))].indexOf(articleId);
  const answers = hits.some((hit) => hit.articleId === articleId && sharesWords(hit));
  return answers && at < FOUND_WITHIN ? at + 1 : null;
}

/** In a small knowledge base a single character in common brings an article among the first; that is no answer. */
const sharesWords = ({ explain: { terms } }: Hit): boolean =>
  terms.length === 0 || terms.some(({ term }) => [...term].length > 1);

async function questionsFor(deps: GateDeps, ctx: Ctx, { row, parsed }: Compiled): Promise<Asked[]> {
  const { own, others } = await inTenant(deps.db, ctx.tenantId, async (tx) => ({
    own: await articleQuestions(tx, row.id, MOST_OWN),
    others: await otherQuestions(tx, row.id, MOST_OTHERS),
  }));
  const now = deps.clock.now();
  const { product, audience, validFrom } = parsed.scope;
  // An article that holds from a later day on is asked on that day.
  const start = validFrom === null ? now : new Date(`${validFrom}T00:00:00Z`);
  const at = start.getTime() > now.getTime() ? start : now;
  return [
    ...own.map((question) => ({
      articleId: row.id,
      title: parsed.title,
      own: true,
      query: queryOf(question, { product, audience }, at),
    })),
    ...others.map((question) => ({
      articleId: question.articleId,
      title: question.title,
      own: false,
      query: queryOf(question, question, now),
    })),
  ];
}

const queryOf = (
  { question, version }: { readonly question: string; readonly version: string | null },
  { product, audience }: { readonly product: string | null; readonly audience: Audience },
  at: Date,
): SearchQuery => ({
  text: question,
  limit: HITS,
  filter: {
    audiences: AUDIENCES.slice(0, AUDIENCES.indexOf(audience) + 1),
    at,
    ...(product !== null && { product }),
    ...(version !== null && isVersion(version) && { version }),
  },
});
