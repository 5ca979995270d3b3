import type { HandoffReason, Urgency } from "../../kernel/labels.ts";
import type { Ticket } from "../../tickets/ticket.ts";
import { versionAt } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { type Pen, penFor, Unwritten } from "./pen.ts";
import { handle } from "./people-work.ts";
import { type Asked, proposalFor } from "./proposals.ts";
import type { TicketRows } from "./rows.ts";
import { surveyOf } from "./survey.ts";
import { readMarks, type Topic } from "./topic.ts";
import { type Arrival, COPILOT, customerSays, later, MINUTE, SYSTEM, stillFails, type World } from "./world.ts";

const HANDOVER = {
  zh: "这个问题需要同事来处理，我已经把对话转给他们，回复会出现在这里。",
  en: "A colleague needs to look at this. I have passed our conversation on; the reply will appear here.",
};
const OPENERS = {
  zh: ["", "", "", "您好，", "请问一下，", "麻烦看下：", "在吗？", "老师好，"],
  en: ["", "", "Hello, ", "Hi team, ", "Quick question: "],
};
const HOUR = 60 * MINUTE;

/** One ticket from its first message to wherever it stands at the end of the history; null when it has hardly begun. */
export function liveTicket(world: World, arrival: Arrival): TicketRows | null {
  const { chance, until } = world;
  const asked = whatIsAsked(chance, arrival);
  const pen = penFor(chance, openTicket(chance, arrival, asked), until);
  // What the copilot does within seconds belongs to the message itself.
  if (arrival.at.getTime() + 2 * MINUTE >= until.getTime()) return null;
  let closed = false;
  try {
    closed = live(world, arrival, asked, pen);
  } catch (error) {
    if (!(error instanceof Unwritten)) throw error;
  }
  return pen.rows(closed ? surveyOf(chance, pen.ticket(), arrival, until) : null);
}

function live(world: World, arrival: Arrival, asked: Asked, pen: Pen): boolean {
  const { chance } = world;
  const { topic } = asked;
  customerSays(pen, arrival, arrival.at, asked.text);
  const answers = chance.happens(topic.bot[0]);
  const reason = reasonOf(topic);
  const at = later(arrival.at, 3_000);
  const outcome = {
    action: answers ? ("auto" as const) : ("hand_over" as const),
    handoffReason: answers ? null : reason,
  };
  const proposal = proposalFor(chance, world.policies, pen.ticket(), asked, at, outcome);
  pen.propose(at, proposal);
  const labels = {
    serviceType: topic.type,
    serviceItem: topic.item,
    sentiment: topic.sentiment,
    language: pen.ticket().language,
  };
  pen.note(at, "labelled", SYSTEM.actor, labels, {
    proposalId: proposal.id,
    serviceType: topic.type,
    action: outcome.action,
  });
  if (!answers) {
    if (topic.bot[0] > 0.15 || chance.happens(0.4)) pen.draft(at, asked.reply, proposal.id, null);
    handOver(pen, later(at, 500), reason, proposal.decision.team);
    return handle(world, arrival, asked, pen);
  }
  const messageId = pen.say(later(at, 500), "out", COPILOT, asked.reply);
  pen.event(later(at, 600), { type: "bot_replied" }, { ...SYSTEM, content: { messageId, action: "auto" } });
  if (chance.happens(topic.bot[1])) return botSolves(world, arrival, pen, messageId);
  const back = later(at, chance.around(4) * MINUTE);
  pen.present(later(back, MINUTE));
  customerSays(pen, arrival, back, stillFails(world, arrival));
  handOver(
    pen,
    later(back, 2_000),
    chance.happens(0.5) ? "customer_asked_human" : "not_in_knowledge_base",
    "first_line",
  );
  return handle(world, arrival, asked, pen);
}

/** The customer says so, or says nothing more: honest reports tell one from the other. */
function botSolves(world: World, arrival: Arrival, pen: Pen, messageId: string): boolean {
  const { chance } = world;
  const end = { type: "end_user", id: arrival.contact.externalId };
  const read = later(pen.ticket().updatedAt, chance.around(5) * MINUTE);
  if (chance.happens(0.42)) {
    pen.note(read, "rated", end, {}, { messageId, helpful: true });
    if (chance.happens(0.5)) pen.event(later(read, 5_000), { type: "resolved" }, { role: "customer", actor: end });
  }
  if (pen.ticket().status !== "resolved") pen.event(later(read, 24 * HOUR), { type: "resolved" }, SYSTEM);
  pen.event(later(pen.ticket().updatedAt, 72 * HOUR), { type: "closed" }, SYSTEM);
  return true;
}

function handOver(pen: Pen, at: Date, reason: HandoffReason, team: string): void {
  pen.say(at, "out", { type: "copilot", id: "handover" }, HANDOVER[pen.ticket().language]);
  pen.event(at, { type: "handed_over", team, tier: 1, reason }, SYSTEM);
}

function reasonOf({ type, item, up }: Topic): HandoffReason {
  if (type === "complaint") return "complaint_redress";
  if (type === "professional") return "professional_scoping";
  if (item === "presales") return "commercial_quote";
  if (item === "suggestion") return "feature_roadmap";
  return up[1] > 0.4 ? "product_defect" : up[0] > 0.3 ? "needs_diagnosis" : "not_in_knowledge_base";
}

function whatIsAsked(chance: Chance, { topic, customer }: Arrival): Asked {
  const zh = customer.language === "zh";
  const opener = chance.pick(OPENERS[customer.language]);
  const { text, evidence } = readMarks(chance.pick(zh ? topic.zh : topic.en));
  const moved = evidence.map((one) => ({ ...one, start: one.start + opener.length, end: one.end + opener.length }));
  return { topic, text: opener + text, evidence: moved, reply: zh ? topic.zhReply : topic.enReply };
}

function openTicket(chance: Chance, { index, at, share, customer, contact, topic }: Arrival, asked: Asked): Ticket {
  const product = customer.products.find(({ code }) => code === topic.product)!;
  const channel = chance.weighed(CHANNELS, ([, weight]) => weight)[0];
  const urgency: Urgency = chance.happens(0.75) ? topic.urgency : chance.pick(["high", "normal", "low"]);
  return {
    ...{ id: chance.id(at), contactId: contact.id, customerId: customer.id, customerClass: customer.customerClass },
    ...{
      channel,
      thread: `demo-${index}`,
      subject: asked.text.slice(0, 80),
      status: "open",
      tier: 0,
      team: "first_line",
    },
    ...{ ownerId: null, assigneeId: null, botSilent: false, handoffReason: null, language: customer.language },
    ...{ serviceType: null, serviceItem: null, urgency, sentiment: null },
    facts: {
      product: product.code,
      edition: product.edition,
      version: versionAt(customer, product.code, share),
      deployment: product.code === "panheng-erp" ? "on_premise" : "saas",
    },
    ...{ turn: 0, seq: 0, version: 0, reopened: 0, cause: null, pauses: [] },
    ...{ createdAt: at, updatedAt: at, lastCustomerAt: at },
    ...{ firstReplyAt: null, dueAt: null, resolvedAt: null, closedAt: null },
  };
}

const CHANNELS = [
  ["web", 40],
  ["wecom", 26],
  ["email", 14],
  ["phone", 8],
  ["dingtalk", 7],
  ["feishu", 3],
  ["api", 2],
] as const;
