import type { Actor, Ctx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { MEMBER_ROLES, type MemberRole } from "../kernel/labels.ts";

const EVERYONE: readonly MemberRole[] = MEMBER_ROLES;
/** Whoever works on tickets. */
const STAFF = ["agent", "engineer", "developer", "csm", "manager", "admin"] as const;
const LEADS = ["manager", "admin"] as const;

/** The one table of who may do what: each action and the roles that may. Routes and verbs ask it through `can`. */
export const ROLE_ACTIONS = {
  chat: [...STAFF, "editor"],
  search: EVERYONE,
  classify: [...STAFF, "analyst", "editor"],
  "ticket.read": [...STAFF, "analyst", "auditor"],
  /** Sees personal data in conversations, and their files; everybody else sees its kind in its place. */
  "ticket.unmasked": STAFF,
  "ticket.create": ["agent", "engineer", "csm", ...LEADS],
  /** Writes a reply as a draft. */
  "ticket.reply": STAFF,
  "ticket.send": STAFF,
  "ticket.claim": STAFF,
  "ticket.assign": ["csm", ...LEADS],
  "ticket.escalate": ["agent", "engineer", "csm", ...LEADS],
  "ticket.return": ["engineer", "developer", ...LEADS],
  "ticket.resolve": STAFF,
  "ticket.close": STAFF,
  "ticket.reopen": STAFF,
  /** Corrects or confirms what a machine said of a ticket. */
  "ticket.label": [...STAFF, "analyst"],
  "reason.write": ["analyst", ...LEADS],
  "model.train": ["analyst", ...LEADS],
  "note.write": STAFF,
  /** Accepts, edits or rejects a draft. A member without `maySend` hands it in for others to approve. */
  "draft.decide": STAFF,
  "approval.give": STAFF,
  "task.write": ["engineer", "developer", ...LEADS],
  "customer.read": [...STAFF, "analyst"],
  /** Sees names and addresses of a customer's people; everybody else sees that they are there. */
  "contact.unmasked": STAFF,
  "customer.write": ["csm", ...LEADS],
  /** Hands out, or erases for good, all that is held of a person. */
  "contact.export": ["admin"],
  "contact.erase": ["admin"],
  "knowledge.read": EVERYONE,
  "knowledge.write": ["editor", ...LEADS],
  /** Suggests an article of a ticket that was solved. */
  "knowledge.suggest": [...STAFF, "editor"],
  /** Decides on what conversations suggest for the articles. */
  "knowledge.review": ["editor", ...LEADS],
  /** Publishes an article although questions would no longer be answered. */
  "knowledge.override": LEADS,
  /** Embeds the whole knowledge base with another model, which may cost money. */
  "knowledge.reembed": LEADS,
  "policy.read": EVERYONE,
  "policy.write": LEADS,
  /** The switch that silences the bot for the whole tenant. */
  "bot.silence": LEADS,
  /** Sees personal data in quotes; everybody else sees its kind in its place. */
  "quote.unmasked": STAFF,
  "voc.read": [...STAFF, "analyst", "editor"],
  /** Says which tags a ticket carries. */
  "voc.tag": [...STAFF, "analyst"],
  "voc.write": ["analyst", ...LEADS],
  "report.read": ["csm", "analyst", ...LEADS],
  "member.read": EVERYONE,
  /** Says who is absent, who stands in, and who may send. */
  "member.supervise": LEADS,
  "member.write": ["admin"],
  "key.write": ["admin"],
  "audit.read": ["auditor", "admin"],
} as const satisfies Record<string, readonly MemberRole[]>;

export type Action = keyof typeof ROLE_ACTIONS;
export const ACTIONS = Object.keys(ROLE_ACTIONS) as Action[];

/** Consent and sending belong to people: no key, no job and no end user ever does these. */
const NEEDS_A_PERSON: readonly Action[] = [
  "ticket.send",
  "draft.decide",
  "approval.give",
  "knowledge.review",
  "knowledge.override",
];
/** Closed to a member who may only draft, since each of these can be the last step before a text leaves. */
const NEEDS_MAY_SEND: readonly Action[] = ["ticket.send", "approval.give"];

const FOR_KEYS: readonly Action[] = ACTIONS.filter((action) => !NEEDS_A_PERSON.includes(action));

/** What each scope of an API key allows. `*` stands for all that a key can do. */
const SCOPE_ACTIONS = {
  "*": FOR_KEYS,
  chat: ["chat"],
  search: ["search"],
  classify: ["classify"],
  "knowledge:read": ["knowledge.read"],
  "knowledge:write": ["knowledge.write", "knowledge.suggest"],
  "tickets:read": ["ticket.read", "ticket.unmasked"],
  "tickets:write": [
    "ticket.reply",
    "ticket.create",
    "ticket.assign",
    "ticket.escalate",
    "ticket.return",
    "ticket.resolve",
    "ticket.close",
    "ticket.reopen",
    "ticket.label",
    "note.write",
    "task.write",
    "voc.tag",
  ],
  "customers:read": ["customer.read", "contact.unmasked"],
  "customers:write": ["customer.write"],
  "policies:read": ["policy.read"],
  "policies:write": ["policy.write", "bot.silence"],
  "insights:read": ["report.read", "voc.read"],
  "insights:write": ["voc.write", "voc.tag"],
  "members:read": ["member.read"],
  "keys:write": ["key.write"],
  "audit:read": ["audit.read"],
} as const satisfies Record<string, readonly Action[]>;

export type Scope = keyof typeof SCOPE_ACTIONS;
export const SCOPES = Object.keys(SCOPE_ACTIONS) as [Scope, ...Scope[]];

/** What the holder of an end-user token may do. */
const END_USER_ACTIONS: readonly Action[] = ["chat", "search"];

/** May this actor do this? Which rows it may touch is for the verb to check. */
export function can(actor: Actor, action: Action): boolean {
  switch (actor.type) {
    case "member":
      return roleMay(actor.role, action) && (actor.maySend || !NEEDS_MAY_SEND.includes(action));
    case "api_key":
      return actor.scopes.some((scope) => scopeActions(scope).includes(action));
    case "end_user":
      return END_USER_ACTIONS.includes(action);
    case "system":
      return !NEEDS_A_PERSON.includes(action);
  }
}

/** Members of these roles may do this. */
export const rolesThatMay = (action: Action): readonly MemberRole[] => ROLE_ACTIONS[action];

export const actionsOf = (actor: Actor): Action[] => ACTIONS.filter((action) => can(actor, action));

/** Throws `forbidden`, with the reason, unless the actor may do this. */
export function requireAction(ctx: Pick<Ctx, "actor">, action: Action): void {
  if (!can(ctx.actor, action)) throw new DomainError("forbidden", refusal(ctx.actor, action));
}

/** Throws unless a key with these scopes would only do what its maker may do. */
export function requireWithin(ctx: Pick<Ctx, "actor">, scopes: readonly Scope[]): void {
  const within = scopesWithin(ctx.actor);
  const beyond = scopes.find((scope) => !within.includes(scope));
  if (beyond !== undefined)
    throw new DomainError("forbidden", `A key cannot get the scope ${beyond}: whoever creates it lacks it.`);
}

/** The scopes of keys that do nothing but what this actor may do. */
export const scopesWithin = (actor: Actor): Scope[] =>
  SCOPES.filter((scope) => scopeActions(scope).every((action) => can(actor, action)));

const roleMay = (role: MemberRole, action: Action) => rolesThatMay(action).includes(role);
/** Scopes come from stored keys, so one may be of an older version. */
const scopeActions = (scope: string): readonly Action[] =>
  Object.hasOwn(SCOPE_ACTIONS, scope) ? SCOPE_ACTIONS[scope as Scope] : [];

function refusal(actor: Actor, action: Action): string {
  if (actor.type !== "member") return `These credentials may not do that: ${action} is not among their scopes.`;
  return roleMay(actor.role, action)
    ? `You may write drafts only: ${action} needs another member.`
    : `Your role (${actor.role}) may not do that: ${action}.`;
}
