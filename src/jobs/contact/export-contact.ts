import { recordAudit } from "../../access/audit.ts";
import { pageOfAudit } from "../../access/store/audit.ts";
import { contactsOfPerson, mergesOfPerson } from "../../customers/store/erasures.ts";
import { inFieldNames } from "../../db/field-names.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import {
  type ExportedRow,
  type ExportedTicket,
  exportedLooseFiles,
  exportedTickets,
} from "../../tickets/store/exporting.ts";
import { taxonomyOf } from "../../voc/taxonomy/taxonomy.ts";

/** Tickets that are read at a time: what an export holds in memory, whatever a person has written. */
const PAGE = 10;
const MOST_AUDIT = 500;

/**
 * All that is held of a person, of this contact and of those merged with it, as one JSON object, read page by page as the
 * reader takes it. Of passages that are for colleagues only the title is told, of files the name and the hash of their
 * bytes. An export is audited. Throws `not_found` before the first piece.
 */
export async function* exportContact(
  deps: Pick<TicketDeps, "db" | "clock" | "policies">,
  ctx: Ctx,
  contactId: string,
): AsyncGenerator<string> {
  const { head, ids, taxonomy } = await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const contacts = await contactsOfPerson(tx, contactId);
    if (contacts.length === 0) throw notFound("Contact", contactId);
    const all = contacts.map(({ id }) => id);
    const kept = contacts.find(({ mergedInto }) => mergedInto === null)!;
    const after = { contacts: all.length };
    const entry = { action: "contact.export", object: "contact", objectId: kept.id, after };
    await recordAudit(tx, deps.clock, ctx, entry);
    const audit = await Promise.all(all.map((objectId) => pageOfAudit(tx, { objectId, limit: MOST_AUDIT })));
    return {
      ids: all,
      taxonomy: taxonomyOf((await deps.policies(tx)).taxonomy),
      head: {
        exportedAt: deps.clock.now(),
        contacts,
        merges: (await mergesOfPerson(tx, all)).map(inFieldNames),
        unsentFiles: (await exportedLooseFiles(tx, all)).map(inFieldNames),
        audit: audit.flat().map(({ instant: _, ...row }) => row),
      },
    };
  });
  const codeOf = (ordinal: unknown) => taxonomy.kindAt(Number(ordinal))?.code ?? null;
  yield `${JSON.stringify(head).slice(0, -1)},"tickets":[`;
  let after: string | null = null;
  do {
    const from: string | null = after;
    const page: ExportedTicket[] = await inTenant(deps.db, ctx.tenantId, (tx) => exportedTickets(tx, ids, from, PAGE));
    const texts = page.map((ticket) => JSON.stringify(shown(ticket, codeOf)));
    if (texts.length > 0) yield (from === null ? "" : ",") + texts.join(",");
    after = page.length < PAGE ? null : String(page.at(-1)!.ticket["id"]);
  } while (after !== null);
  yield "]}\n";
}

function shown({ ticket, parts }: ExportedTicket, codeOf: (ordinal: unknown) => string | null): ExportedRow {
  const rows = Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, all.map(inFieldNames)]));
  return {
    ...inFieldNames(ticket),
    ...rows,
    proposals: rows["proposals"]?.map(withoutInternal),
    tags: rows["tags"]?.map((tag) => ({ tag: codeOf(tag["kind"]), ...tag })),
  };
}

interface StoredProposal {
  readonly retrieved?: { readonly passages?: readonly { readonly audience: string }[] };
}

/** Older proposals may be of another shape; what they hold of passages always names who may read them. */
function withoutInternal(row: ExportedRow): ExportedRow {
  const content = row["content"] as StoredProposal;
  const passages = content.retrieved?.passages?.map((passage) =>
    passage.audience === "internal" ? { ...passage, text: null } : passage,
  );
  return {
    ...row,
    content: passages === undefined ? content : { ...content, retrieved: { ...content.retrieved, passages } },
  };
}
