import { expect, test } from "vitest";
import type { Proposal, ProposalPassage } from "../../src/copilot/proposal.ts";
import { newId } from "../../src/kernel/ids.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { furtherReading } from "../../src/tickets/proposal/further-reading.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const passage = (title: string, given: Partial<ProposalPassage> = {}): ProposalPassage => ({
  ...{ chunkId: newId(), articleId: newId(), articleVersion: 1, path: `${title}.md`, title, headingPath: [title] },
  ...{ anchor: null, start: 0, end: 10, text: "打开设备，点退出并擦除。", audience: "public", score: 10, ...given },
});

const LOST = passage("手机遗失怎么办");

function unanswered(passages: readonly ProposalPassage[], given: Partial<Proposal> = {}): Proposal {
  const proposal = sampleProposal({ action: "hand_over", handoffReason: "not_in_knowledge_base" });
  return { ...proposal, retrieved: { answerability: 0.4, passages: [...passages], withheld: [] }, ...given };
}

const named = (proposal: Proposal) => furtherReading(proposal)?.citations.map(({ title }) => title) ?? [];

test("a customer whose question goes to a person is pointed to the articles that come nearest", async () => {
  const { deps, ctx, say } = await ticketDesk();
  const { ticket } = await say("业务员手机丢了，里面的数据怎么清掉？");
  const applied = await applyProposal(deps, ctx, ticket.id, ticket.turn, unanswered([LOST, passage("离线模式")]));
  expect(applied).toMatchObject({ outcome: "handed_over", message: { citations: [{ title: LOST.title }, {}] } });
  expect(applied).toHaveProperty("message.text", expect.stringContaining("《手机遗失怎么办》、《离线模式》"));
});

test("at most two articles are named, each once and only if it comes near the best", () => {
  const again = { ...LOST, chunkId: newId(), start: 20, end: 30 };
  const far = passage("开票", { score: 5.9 });
  expect(named(unanswered([LOST, again, far]))).toEqual([LOST.title]);
  expect(named(unanswered([LOST, passage("二"), passage("三")]))).toHaveLength(2);
});

test("nothing internal, nothing a list of words is against, and nothing in another language is named", () => {
  const internal = passage("值班表", { audience: "internal" });
  const listed = passage("友商对比", { shown: { title: "＊＊对比", headingPath: [], text: "" } });
  const foreign = passage("What to do when a phone is lost");
  expect(furtherReading(unanswered([internal, listed, foreign]))).toBeNull();
});

test("complaints, other handovers, attacks, strange topics and wishes for a person get no reading", () => {
  const proposal = unanswered([LOST]);
  const decided = (decision: Partial<Proposal["decision"]>) => ({
    ...proposal,
    decision: { ...proposal.decision, ...decision },
  });
  const signs = (signals: Partial<Proposal["signals"]>) => ({
    ...proposal,
    signals: { ...proposal.signals, ...signals },
  });
  const { understanding, retrieved } = proposal;
  expect(named(proposal)).toEqual([LOST.title]);
  for (const other of [
    decided({ serviceType: "complaint" }),
    decided({ serviceType: "professional" }),
    decided({ handoffReason: "customer_asked_human" }),
    decided({ handoffReason: null }),
    signs({ injection: true }),
    signs({ redress: true }),
    signs({ asksForHuman: true }),
    { ...proposal, understanding: { ...understanding, outOfScope: { ...understanding.outOfScope, present: true } } },
    { ...proposal, retrieved: { ...retrieved, answerability: 0.05 } },
    { ...proposal, safety: { flags: [], reply: "我们会请同事看看。" } },
  ])
    expect(furtherReading(other)).toBeNull();
});
