import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { VocDeps } from "../deps.ts";
import { shownQuote } from "../quotes.ts";
import { readTagsOf, type TagRow } from "../store/tags.ts";
import { countTicketsWith, newestTickets, textsOf } from "../store/tickets.ts";
import { quoteOf } from "../tags/read-tags.ts";
import { underTaxonomy } from "./backfill.ts";
import { changed, type TaxonomyChange } from "./change-taxonomy.ts";
import { type Taxonomy, taxonomyOf } from "./taxonomy.ts";

/** Tickets that a preview reads, the newest ones: one transaction that others hardly wait for. */
const MOST_READ = 300;
const MOST_COUNTED = 100_000;
const MOST_EXAMPLES = 8;

/** What a change of the taxonomy would do to the past. */
export interface ChangePreview {
  /** Tickets that carry the tag which is changed, counted up to 100,000; null where none is. */
  readonly tickets: number | null;
  /** Of the newest tickets in question, how many were tried, and how many of these would carry other tags. */
  readonly read: number;
  readonly changed: number;
  /** How many of those that were tried each tag would lose and gain. */
  readonly tags: readonly { readonly tag: string; readonly lost: number; readonly gained: number }[];
  readonly examples: readonly {
    readonly ticketId: string;
    readonly quote: string;
    readonly lost: readonly string[];
    readonly gained: readonly string[];
  }[];
}

/**
 * Tries a change of the taxonomy on the newest tickets with the very code of the backfill, and keeps nothing. Throws what
 * the change itself would throw for tags that are not there or taken.
 */
export const previewChange = (deps: VocDeps, ctx: Ctx, change: TaxonomyChange): Promise<ChangePreview> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const { taxonomy: policy } = await deps.policies(tx);
    const before = taxonomyOf(policy);
    const after = taxonomyOf(changed(policy, change));
    const code = "tag" in change ? change.tag : "from" in change ? change.from : null;
    const ordinal = code === null ? null : before.kind(code)!.ordinal;
    const tickets = ordinal === null ? null : await countTicketsWith(tx, ordinal, MOST_COUNTED);
    // A name and a retirement leave the past alone.
    const still = change.type === "rename" || change.type === "deprecate";
    const seeks = change.type === "add" || change.type === "words";
    const ids = still ? [] : await newestTickets(tx, seeks ? null : ordinal, MOST_READ);
    const rows = await readTagsOf(tx, ids);
    const texts = await textsOf(tx, ids);
    const moves = ids.flatMap((id) => {
      const move = moveOf(before, after, rows.get(id) ?? [], texts.get(id) ?? "");
      return move === null ? [] : [{ ticketId: id, ...move }];
    });
    const named = [...new Set(moves.flatMap(({ lost, gained }) => [...lost, ...gained]))];
    return {
      tickets,
      read: ids.length,
      changed: moves.length,
      tags: named.map((tag) => ({
        tag,
        lost: moves.filter(({ lost }) => lost.includes(tag)).length,
        gained: moves.filter(({ gained }) => gained.includes(tag)).length,
      })),
      examples: moves
        .slice(0, MOST_EXAMPLES)
        .map(({ quote, ...move }) => ({ ...move, quote: shownQuote(ctx.actor, quote) })),
    };
  });

/** How one ticket's tags would change, with words of the customer; null when they would not. */
function moveOf(before: Taxonomy, after: Taxonomy, rows: readonly TagRow[], text: string) {
  const { kept, found } = underTaxonomy(after, rows, text);
  const held = codesOf(before, rows);
  const holds = [...new Set([...codesOf(after, kept), ...found.map(({ kind }) => kind.code)])];
  const lost = held.filter((tag) => !holds.includes(tag));
  const gained = holds.filter((tag) => !held.includes(tag));
  if (lost.length + gained.length === 0) return null;
  const fresh = found.find(({ kind }) => gained.includes(kind.code));
  const kin = kept.find(({ kind }) => gained.includes(after.kindAt(kind)?.code ?? "")) ?? rows[0];
  return { lost, gained, quote: fresh ? quoteOf(text, fresh.evidence) : (kin?.quote ?? quoteOf(text, null)) };
}

const codesOf = (taxonomy: Taxonomy, rows: readonly TagRow[]): string[] =>
  rows.flatMap(({ kind, removed }) => {
    const code = removed ? undefined : taxonomy.kindAt(kind)?.code;
    return code === undefined ? [] : [code];
  });
