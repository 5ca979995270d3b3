import { z } from "zod";
import { Proposal } from "../copilot/proposal.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { ALL_SERVICE_ITEMS, SENTIMENTS, typeOfItem, URGENCIES, VOC_TAGS } from "../kernel/labels.ts";
import { applyPatch, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { currentDue } from "./due.ts";
import { latestProposal } from "./store/events.ts";
import {
  insertReview,
  type LabelReview,
  type ReviewedLabel,
  readExample,
  reviewsOf,
  saveExample,
  type TrainingExample,
} from "./store/labels.ts";
import { newestMessages } from "./store/messages.ts";
import { listReasons } from "./store/reasons.ts";
import { readTicket } from "./store/tickets.ts";
import type { Ticket } from "./ticket.ts";

/** Labels as a person sees them: what is named holds; a label that is named as it stands is confirmed. */
export const LabelInput = z
  .strictObject({
    serviceItem: z.enum(ALL_SERVICE_ITEMS).optional(),
    voc: z.array(z.enum(VOC_TAGS)).max(VOC_TAGS.length).optional(),
    sentiment: z.enum(SENTIMENTS).optional(),
    urgency: z.enum(URGENCIES).optional(),
    reasonId: z.uuid().nullable().optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), "name at least one label");
export type LabelInput = z.infer<typeof LabelInput>;

/** The labels that hold for a ticket, and everything that people said about them. */
export interface TicketLabels {
  readonly example: TrainingExample;
  readonly reviews: readonly LabelReview[];
}

const LONGEST_TEXT = 2_000;
const MOST_READ = 200;
const NAMES = {
  serviceItem: "service_item",
  voc: "voc",
  sentiment: "sentiment",
  urgency: "urgency",
  reasonId: "reason",
} as const satisfies Record<keyof LabelInput, ReviewedLabel>;
const LABELS = Object.keys(NAMES) as (keyof typeof NAMES)[];

/**
 * Lets a person's word on the labels of a ticket stand above any machine's: the ticket changes at once, with its history,
 * and its text becomes an example for the next training.
 */
export const correctLabels = (deps: TicketDeps, ctx: Ctx, ticketId: string, input: LabelInput): Promise<TicketLabels> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, ticketId);
    if (input.reasonId != null && !(await listReasons(tx)).some(({ id }) => id === input.reasonId))
      throw invalid("reasonId", "there is no such contact reason");
    const before = (await readExample(tx, ticketId)) ?? (await unreviewed(tx, ticket));
    const now = deps.clock.now();
    const by = { type: ctx.actor.type, id: ctx.actor.id };
    const named = LABELS.filter((name) => input[name] !== undefined);
    const example: TrainingExample = {
      ...before,
      ...Object.fromEntries(named.map((name) => [name, input[name]])),
      reviewed: [...new Set([...before.reviewed, ...named.map((name) => NAMES[name])])],
      updatedBy: by,
      createdAt: before.reviewed.length === 0 ? now : before.createdAt,
      updatedAt: now,
    };
    await saveExample(tx, example);
    const changes: Record<string, { from: string; to: string }> = {};
    for (const name of named) {
      const [said, holds] = [wordOf(before[name]), wordOf(example[name])];
      if (said !== holds) changes[NAMES[name]] = { from: said, to: holds };
      await insertReview(tx, { id: newId(now), ticketId, label: NAMES[name], said, holds, by, at: now });
    }
    const { serviceItem, sentiment, urgency } = example;
    const patch = {
      ...(input.serviceItem === undefined ? {} : { serviceItem, serviceType: typeOfItem(serviceItem) }),
      ...(input.sentiment === undefined ? {} : { sentiment }),
      ...(input.urgency === undefined ? {} : { urgency }),
    };
    // Another type or urgency may owe the customer an answer by another time.
    const dueAt = await currentDue(tx, await deps.policies(tx), { ...ticket, ...patch });
    const confirmed = named.map((name) => NAMES[name]).filter((label) => changes[label] === undefined);
    await applyPatch(deps, tx, ctx, ticket, {
      kind: "labels_reviewed",
      patch: { ...patch, dueAt },
      content: { changes, confirmed },
    });
    return { example, reviews: await reviewsOf(tx, ticketId) };
  });

/** The labels of a ticket as they stand. Throws `not_found` for a ticket that is not the tenant's. */
export const ticketLabels = (deps: Pick<TicketDeps, "db">, ctx: Ctx, ticketId: string): Promise<TicketLabels> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await readTicket(tx, ticketId);
    if (ticket === undefined) throw notFound("Ticket", ticketId);
    const example = (await readExample(tx, ticketId)) ?? (await unreviewed(tx, ticket));
    return { example, reviews: await reviewsOf(tx, ticketId) };
  });

const wordOf = (value: string | null | readonly string[]): string =>
  value === null ? "none" : typeof value === "string" ? value : [...value].sort().join(",") || "none";

/** What the machine said last; without a proposal, what stands in the ticket. */
async function unreviewed(tx: Tx, ticket: Ticket): Promise<TrainingExample> {
  const stored = Proposal.safeParse((await latestProposal(tx, ticket.id))?.content);
  const said = stored.success ? stored.data : undefined;
  const text =
    said?.request.text ??
    (await newestMessages(tx, ticket.id, MOST_READ, false))
      .filter(({ direction }) => direction === "in")
      .map((message) => message.text)
      .join("\n");
  return {
    ticketId: ticket.id,
    text: text.slice(-LONGEST_TEXT),
    serviceItem: ticket.serviceItem ?? said?.decision.serviceItem ?? "howto",
    voc: said?.understanding.voc.map(({ tag }) => tag) ?? [],
    sentiment: ticket.sentiment ?? said?.understanding.sentiment.label ?? "neutral",
    urgency: ticket.urgency,
    reasonId: said?.understanding.reason?.id ?? null,
    reviewed: [],
    updatedBy: { type: "system", id: "copilot" },
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
  };
}
