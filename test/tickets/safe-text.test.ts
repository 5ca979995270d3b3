import { expect, test } from "vitest";
import type { SafetyPolicy } from "../../src/policy/safety.ts";
import { acceptDraft, editDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const reason = { zh: "有不当字眼。", en: "It holds improper words." };
const list = (id: string, action: "hold" | "mask" | "refuse", word: string) => ({
  id,
  direction: ["out" as const],
  action,
  words: [word],
  patterns: [],
  except: [],
  reason,
});
const SAFETY: SafetyPolicy = {
  lists: [list("insults", "refuse", "白痴"), list("rivals", "hold", "友商"), list("hosts", "mask", "内网主机")],
};

async function desk() {
  const made = await ticketDesk((policies) => ({ ...policies, safety: SAFETY }));
  const { ticket } = await made.say("怎么反结账？");
  await made.label(ticket, "consult", "howto");
  const { deps, as, staff } = made;
  const write = (text: string) => writeReply(deps, as(staff.agent), ticket.id, text, ticket.turn);
  return { ...made, ticket, write };
}

test("a reply with refused words does not leave, and says what was found; the rest of it stays with its author", async () => {
  const { write } = await desk();
  await expect(write("您真是个 白-痴")).rejects.toMatchObject({
    code: "invalid",
    problems: [{ field: "text", reason: "insults: 白-痴" }],
  });
});

test("a reply with held words waits for a manager", async () => {
  const { write } = await desk();
  expect(await write("友商也是这么做的")).toMatchObject({
    message: null,
    draft: { state: "waiting", needed: ["service_manager"] },
  });
});

test("masked words are masked when a text is written or edited, and what leaves is what was consented to", async () => {
  const sent = await (await desk()).write("请登录内网主机");
  expect([sent.draft.text, sent.message?.text]).toEqual(["请登录＊＊＊＊", "请登录＊＊＊＊"]);
  const { deps, as, staff, write } = await desk();
  const held = await write("友商也是这么做的");
  const edited = await editDraft(deps, as(staff.agent), held.draft.id, "请看内网主机", { version: held.draft.version });
  expect(edited.text).toBe("请看＊＊＊＊");
  expect(await acceptDraft(deps, as(staff.agent), edited.id, { version: edited.version })).toMatchObject({
    message: { text: "请看＊＊＊＊" },
  });
});

test("a draft that was written before a word was listed does not leave either", async () => {
  const { deps, as, staff, setPolicies, policies, write } = await desk();
  const { draft } = await write("友商也用同样的办法");
  setPolicies({ ...policies(), safety: { lists: [list("rivals", "refuse", "友商")] } });
  await expect(acceptDraft(deps, as(staff.manager), draft.id, { version: draft.version })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a machine's text is checked against the lists of the moment it would leave", async () => {
  for (const [word, outcome] of [
    ["友商", "handed_over"],
    ["反结账", "answered"],
  ] as const) {
    const { deps, ctx, ticket } = await desk();
    const applied = await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal({}, `在总账里点${word}。`));
    expect(applied.outcome).toBe(outcome);
  }
});
