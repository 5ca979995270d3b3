import { commitments } from "../../copilot/check/commitments.ts";
import { ALL_SERVICE_ITEMS, type ServiceItem } from "../../kernel/labels.ts";
import { type ApproverRole, approvalsNeeded, type Risk, strictness } from "../../policy/approval.ts";
import type { Policies } from "../../policy/policies.ts";
import type { Ticket } from "../ticket.ts";
import { isHeld } from "./safe-text.ts";

/**
 * A sum of money, however it is put: a price quoted from a page binds as much as a promised one. Runs are bounded, since
 * a long one would be read again from each of its signs; its end is found from inside all the same.
 */
const AMOUNT =
  /(?:[¥￥$€£]|\b(?:rmb|cny|usd|eur|hkd))\s?\d|\d[\d,.]{0,30}\s{0,4}[万千百亿]?\s{0,4}(?:元|块钱?|人民币|美元|美金|欧元|港币)|\d[\d,.]{0,30}\s{0,4}[kKmM]?\s{0,4}(?:rmb|cny|usd|eur|yuan|dollars?|euros?)\b|[一二三四五六七八九十百千万两]{1,12}(?:元|块钱)/iu;

/** What makes this very text dangerous, read from its words and from what the request is about. */
export function risksOf(text: string, ticket: Pick<Ticket, "handoffReason">): Risk[] {
  const rules = new Set(commitments(text, []).map(({ rule }) => rule));
  const risks: Risk[] = [];
  const aboutMoney = rules.has("price") || rules.has("refund") || AMOUNT.test(text.normalize("NFKC"));
  if (aboutMoney || ticket.handoffReason === "commercial_quote") risks.push("money");
  if (rules.has("promise") || rules.has("deadline")) risks.push("promise");
  if (ticket.handoffReason === "security_incident") risks.push("security");
  if (ticket.handoffReason === "data_repair" || ticket.handoffReason === "wrong_answer_data_loss") risks.push("data");
  return risks;
}

/** Whose consent suffices for a text that a safety list holds. */
const LEADS: readonly ApproverRole[] = ["service_manager", "service_director"];

/**
 * Who must agree before a person's reply leaves, in order; at least one. The same matrix holds for text of the copilot
 * and of people, and for a ticket without labels the strictest row that any label would give.
 */
export function requiredApprovers(policies: Policies, ticket: Ticket, text: string): ApproverRole[] {
  const risks = risksOf(text, ticket);
  const held = isHeld(policies.safety, text);
  const rolesFor = (item: ServiceItem) => {
    const { customerClass } = ticket;
    const roles = approvalsNeeded(policies.approval, { customerClass, item, risks }).approvals.map(({ role }) => role);
    return held && !roles.some((role) => LEADS.includes(role)) ? [...roles, "service_manager" as const] : roles;
  };
  if (ticket.serviceItem !== null) {
    const roles = rolesFor(ticket.serviceItem);
    return roles.length === 0 ? ["agent"] : roles;
  }
  const unlabelled: ApproverRole[] = ["agent", "service_manager"];
  return ALL_SERVICE_ITEMS.map(rolesFor).reduce(
    (best, roles) => (strictness(roles) > strictness(best) ? roles : best),
    unlabelled,
  );
}
