import { DomainError } from "../kernel/errors.ts";
import type { HandoffReason, ServiceType } from "../kernel/labels.ts";

export const TICKET_STATUSES = ["open", "pending_customer", "pending_internal", "resolved", "closed"] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];
export type Tier = 0 | 1 | 2 | 3;

/** What transitions look at and change. Tier 0 is the bot. */
export interface TicketState {
  readonly status: TicketStatus;
  readonly tier: Tier;
  /** The queue that the ticket stands in. */
  readonly team: string;
  /** The one person accountable until it is closed; null while only the team is. */
  readonly ownerId: string | null;
  /** Who works on it now; the owner or somebody of another tier beside the owner. */
  readonly assigneeId: string | null;
  /** A person has taken over: the bot says nothing more by itself. */
  readonly botSilent: boolean;
  readonly handoffReason: HandoffReason | null;
  readonly serviceType: ServiceType | null;
  /** Raised by every message of the customer and every reply; drafts and approvals hold for one turn. */
  readonly turn: number;
  readonly reopened: number;
  /** A complaint's cause and remedy, found by one person and verified by another. */
  readonly causeVerified: boolean;
}

export type TicketEvent =
  | { readonly type: "customer_wrote" }
  | { readonly type: "bot_replied" }
  | { readonly type: "handed_over"; readonly team: string; readonly tier: 1 | 2 | 3; readonly reason: HandoffReason }
  | { readonly type: "replied" }
  | { readonly type: "claimed"; readonly memberId: string }
  | { readonly type: "assigned"; readonly memberId: string }
  | { readonly type: "released" }
  | { readonly type: "escalated"; readonly tier: 2 | 3; readonly team: string }
  | { readonly type: "returned"; readonly tier: 1 | 2; readonly team: string }
  | { readonly type: "waiting" }
  | { readonly type: "resumed" }
  | { readonly type: "resolved" }
  | { readonly type: "closed" }
  | { readonly type: "reopened" }
  | { readonly type: "silenced" }
  | { readonly type: "unsilenced" };
export type TicketEventType = TicketEvent["type"];

/** Who acts, as far as transitions care: a member's role, the customer, or the system. */
export type TransitionRole = "customer" | "system" | "agent" | "engineer" | "developer" | "csm" | "manager" | "admin";

const STAFF = ["agent", "engineer", "developer", "csm", "manager", "admin"] as const;
const LEADS = ["manager", "admin"] as const;
const LIVE = ["open", "pending_customer", "pending_internal"] as const;

/** Not resolved and not closed: something may still be said in it. */
export const isLive = (status: TicketStatus): boolean => (LIVE as readonly TicketStatus[]).includes(status);

interface Transition {
  readonly from: readonly TicketStatus[];
  readonly by: readonly TransitionRole[];
}

/** Every change there is: from which status, and by whom. Guards and effects stand below. */
export const TRANSITIONS: Readonly<Record<TicketEventType, Transition>> = {
  customer_wrote: { from: [...LIVE, "resolved"], by: ["customer", "system"] },
  bot_replied: { from: ["open"], by: ["system"] },
  handed_over: { from: LIVE, by: ["system", "customer"] },
  replied: { from: LIVE, by: STAFF },
  claimed: { from: LIVE, by: STAFF },
  assigned: { from: LIVE, by: ["csm", ...LEADS, "system"] },
  released: { from: LIVE, by: STAFF },
  escalated: { from: LIVE, by: ["agent", "engineer", "csm", ...LEADS] },
  returned: { from: LIVE, by: ["engineer", "developer", ...LEADS] },
  waiting: { from: ["open"], by: STAFF },
  resumed: { from: ["pending_internal", "pending_customer"], by: [...STAFF, "system"] },
  resolved: { from: LIVE, by: [...STAFF, "customer", "system"] },
  closed: { from: ["resolved"], by: [...STAFF, "system"] },
  reopened: { from: ["resolved", "closed"], by: ["customer", ...STAFF] },
  silenced: { from: LIVE, by: STAFF },
  unsilenced: { from: LIVE, by: STAFF },
};

type Effect<Type extends TicketEventType> = (
  state: TicketState,
  event: Extract<TicketEvent, { type: Type }>,
) => Partial<TicketState>;

const EFFECTS: { readonly [Type in TicketEventType]: Effect<Type> } = {
  customer_wrote: (state) => ({
    status: "open",
    turn: state.turn + 1,
    // Not the end after all: what was verified as the remedy has to be verified again.
    ...(state.status === "resolved" ? { reopened: state.reopened + 1, causeVerified: false } : {}),
  }),
  bot_replied: (state) => ({ status: "pending_customer", turn: state.turn + 1 }),
  handed_over: (state, event) => ({
    status: "open",
    botSilent: true,
    handoffReason: event.reason,
    // A ticket that people already work on stays where it is: no second handover.
    ...(state.tier === 0 ? { tier: event.tier, team: event.team } : {}),
  }),
  replied: (state) => ({
    status: "pending_customer",
    turn: state.turn + 1,
    botSilent: true,
    tier: atLeastFirst(state.tier),
  }),
  claimed: (state, event) => ({
    assigneeId: event.memberId,
    ownerId: state.ownerId ?? event.memberId,
    botSilent: true,
    tier: atLeastFirst(state.tier),
  }),
  assigned: (state, event) => ({
    assigneeId: event.memberId,
    ownerId: event.memberId,
    botSilent: true,
    tier: atLeastFirst(state.tier),
  }),
  released: () => ({ assigneeId: null }),
  escalated: (_, event) => ({
    tier: event.tier,
    team: event.team,
    assigneeId: null,
    status: "pending_internal",
    botSilent: true,
  }),
  returned: (state, event) => ({ tier: event.tier, team: event.team, assigneeId: state.ownerId, status: "open" }),
  waiting: () => ({ status: "pending_internal" }),
  resumed: () => ({ status: "open" }),
  resolved: () => ({ status: "resolved" }),
  closed: () => ({ status: "closed" }),
  reopened: (state) => ({ status: "open", reopened: state.reopened + 1, causeVerified: false }),
  silenced: () => ({ botSilent: true }),
  unsilenced: () => ({ botSilent: false }),
};

/** The change as a new state. Throws `conflict` where it does not fit the state, `forbidden` where the role may not. */
export function transition(state: TicketState, event: TicketEvent, role: TransitionRole): TicketState {
  const { from, by } = TRANSITIONS[event.type];
  if (!by.includes(role)) throw new DomainError("forbidden", `A ${role} may not do this: ${event.type}.`);
  if (!from.includes(state.status)) {
    throw new DomainError("conflict", `This ticket is ${state.status}: ${event.type} is not possible now.`, [
      { field: "status", reason: state.status },
    ]);
  }
  guard(state, event);
  const effect = EFFECTS[event.type] as (state: TicketState, event: TicketEvent) => Partial<TicketState>;
  return { ...state, ...effect(state, event) };
}

function guard(state: TicketState, event: TicketEvent): void {
  if (event.type === "bot_replied" && state.botSilent) throw conflict("A person has taken over; the bot stays silent.");
  if (event.type === "escalated" && event.tier <= state.tier)
    throw conflict(`The ticket is at tier ${state.tier} already.`);
  if (event.type === "returned" && event.tier >= state.tier)
    throw conflict(`A ticket of tier ${state.tier} cannot be returned to tier ${event.tier}.`);
  if (event.type === "claimed" && state.assigneeId !== null && state.assigneeId !== event.memberId) {
    throw conflict("Somebody else works on this ticket. Ask for it, or let a manager assign it.");
  }
  if (event.type === "closed" && state.serviceType === "complaint" && !state.causeVerified) {
    throw conflict("A complaint is closed only with a verified root cause and remedy.");
  }
}

const atLeastFirst = (tier: Tier): Tier => (tier === 0 ? 1 : tier);
const conflict = (message: string): DomainError => new DomainError("conflict", message);
