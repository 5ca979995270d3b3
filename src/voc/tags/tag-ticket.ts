import type { Tx } from "../../db/pool.ts";
import type { ServiceItem } from "../../kernel/labels.ts";
import { readTags, replaceTags, type TagRow } from "../store/tags.ts";
import { lifecycleOf } from "../store/tickets.ts";
import { type Taxonomy, UNKNOWN } from "../taxonomy/taxonomy.ts";
import { type GivenTag, quoteOf, type ReadTag, tagsOf } from "./read-tags.ts";

/** What a ticket said in one turn, and what is known of who said it. */
export interface SaidText {
  readonly ticketId: string;
  readonly turn: number | null;
  /** When the customer said it; decides the day that its tags count on. */
  readonly at: Date;
  readonly text: string;
  readonly tags: readonly GivenTag[];
  readonly customerId: string | null;
  readonly customerClass: string;
  /** Codes or names; unknown ones count as unknown. */
  readonly product: string | null;
  readonly module: string | null;
  readonly version: string | null;
  readonly edition: string | null;
  readonly channel: string;
  readonly team: string;
  readonly language: string;
  readonly sentiment: string | null;
  readonly serviceItem: string | null;
}

type SaidFacts = Omit<
  TagRow,
  "kind" | "day" | "at" | "source" | "confidence" | "quote" | "spanStart" | "spanEnd" | "removed"
>;

/** Which part of the service a request is about, by its item. */
const SERVICE_MODULE: Readonly<Record<ServiceItem, string>> = {
  presales: "presales",
  howto: "support",
  suggestion: "support",
  fault: "support",
  upgrade: "support",
  operation: "support",
  support: "support",
  custom: "delivery",
  migration: "delivery",
  inspection: "delivery",
  training: "training",
  expert: "success",
  service: "support",
  quality: "support",
  billing: "billing",
  promise: "success",
};

/**
 * Keeps the tags of what a ticket said, in the caller's transaction, which holds the ticket's row. A ticket carries a tag
 * once: a later turn adds tags and brings the facts of earlier ones up to date. What a person said about a tag stands.
 * Saying the same again changes nothing. `tags` are the ticket's, where they are being read already.
 */
export async function tagTicket(
  tx: Tx,
  taxonomy: Taxonomy,
  said: SaidText,
  now: Date,
  tags: Promise<readonly TagRow[]> = readTags(tx, said.ticketId),
): Promise<void> {
  const [before, facts] = await Promise.all([tags, factsOf(tx, taxonomy, said)]);
  const read = new Map(tagsOf(taxonomy, said.text, said.tags).map((tag) => [tag.kind.ordinal, tag]));
  const known = before.map((row) => brought(row, facts, read.get(row.kind)));
  const fresh = [...read.values()]
    .filter(({ kind }) => !before.some((row) => row.kind === kind.ordinal))
    .map((tag) => newRow(tag, said, facts));
  replaceTags(tx, said.ticketId, before, [...known, ...fresh], now);
}

/** What the tags of a ticket are counted by. */
export async function factsOf(
  tx: Tx,
  taxonomy: Taxonomy,
  said: Omit<SaidText, "ticketId" | "text" | "tags">,
): Promise<SaidFacts> {
  const product = taxonomy.product(said.product);
  return {
    product,
    module: taxonomy.module(product, said.module),
    serviceModule: taxonomy.serviceModule(SERVICE_MODULE[said.serviceItem as ServiceItem] ?? ""),
    class: said.customerClass,
    lifecycle: await lifecycleOf(tx, said.customerId, said.at),
    version: said.version ?? "",
    edition: said.edition ?? "",
    channel: said.channel,
    organisation: taxonomy.unitOf(said.team),
    language: said.language,
    sentiment: said.sentiment ?? "",
    customerId: said.customerId,
    turn: said.turn,
  };
}

/** The row of a tag that a ticket did not carry before. */
export const newRow = (
  { kind, source, confidence, evidence }: ReadTag,
  said: Pick<SaidText, "at" | "text">,
  facts: SaidFacts,
): TagRow => ({
  ...facts,
  kind: kind.ordinal,
  day: dayOf(said.at),
  at: said.at,
  source,
  confidence,
  quote: quoteOf(said.text, evidence),
  spanStart: evidence?.start ?? null,
  spanEnd: evidence?.end ?? null,
  removed: false,
});

/** An earlier tag under the facts of now. Product and module that a person set, or that are no longer known, stay. */
function brought(row: TagRow, facts: SaidFacts, again: ReadTag | undefined): TagRow {
  const places = row.source === "person" || facts.product === UNKNOWN;
  const module = facts.module === UNKNOWN && row.product === facts.product ? row.module : facts.module;
  const surer = row.source !== "person" && (again?.confidence ?? 0) > (row.confidence ?? 0);
  return {
    ...row,
    ...facts,
    product: places ? row.product : facts.product,
    module: places ? row.module : module,
    version: facts.version || row.version,
    edition: facts.edition || row.edition,
    sentiment: facts.sentiment || row.sentiment,
    turn: row.turn,
    source: surer ? again!.source : row.source,
    confidence: surer ? again!.confidence : row.confidence,
  };
}

/** The day in UTC, as `2026-03-02`. */
export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Takes back all tags of a ticket that is to be erased, and their counts with them; call it before the ticket goes. */
export async function forgetTags(tx: Tx, ticketId: string, now: Date): Promise<void> {
  replaceTags(tx, ticketId, await readTags(tx, ticketId), [], now);
}
