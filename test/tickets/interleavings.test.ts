import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { isDomainError } from "../../src/kernel/errors.ts";
import { ALL_SERVICE_ITEMS, typeOfItem } from "../../src/kernel/labels.ts";
import { approvalsNeeded } from "../../src/policy/approval.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { acceptDraft, approveDraft, editDraft, rejectDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { viewTicket } from "../../src/tickets/browse.ts";
import { risksOf } from "../../src/tickets/sending/required.ts";
import type { DraftOutcome } from "../../src/tickets/sending/send.ts";
import { listApprovals } from "../../src/tickets/store/drafts.ts";
import type { Draft } from "../../src/tickets/ticket.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { ticketDesk } from "../support/tickets.ts";

/** CI runs few; the full run sets ROUNDS. */
const RUNS = Number(process.env["ROUNDS"] ?? 5);

const TEXTS = ["在总账里点反结账。", "我们退款 500 元给您。", "我们保证明天修复。", "请重新登录一次。"];
const everyone = (needed: readonly ("agent" | "service_manager" | "service_director")[]): Policies["approval"] => ({
  timeoutMinutes: 60,
  rules: [{ id: "all", when: {}, approvers: [...needed], reason: { zh: "全部", en: "all" } }],
});
const APPROVALS = [
  shippedPolicies().approval,
  everyone([]),
  everyone(["agent"]),
  everyone(["agent", "service_manager"]),
  everyone(["service_manager", "service_director"]),
];

const who = fc.constantFrom("agent", "trainee", "engineer", "csm", "manager", "director");
const step = fc.oneof(
  fc.record({ do: fc.constant("customer" as const) }),
  fc.record({ do: fc.constant("reply" as const), who, text: fc.constantFrom(...TEXTS) }),
  fc.record({ do: fc.constant("edit" as const), who, text: fc.constantFrom(...TEXTS) }),
  fc.record({
    do: fc.constantFrom("accept" as const, "approve" as const, "reject" as const),
    who,
    stale: fc.boolean(),
    times: fc.constantFrom(1, 1, 2, 3),
  }),
  fc.record({ do: fc.constant("policy" as const), index: fc.nat(APPROVALS.length - 1) }),
  fc.record({ do: fc.constant("label" as const), item: fc.constantFrom(...ALL_SERVICE_ITEMS) }),
  fc.record({ do: fc.constant("crash" as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A desk whose process can die in the middle of a change, and which checks every reply that leaves. */
async function openWorld() {
  const desk = await ticketDesk();
  let crashNext = false;
  const deps: typeof desk.deps = {
    ...desk.deps,
    policies: async (tx) => {
      if (crashNext) throw new Error("crash");
      return desk.deps.policies(tx);
    },
  };
  const { ticket } = await desk.say("请问");
  const sent = new Map<string, number>();

  async function checkSent({ draft, message, ticket: after }: DraftOutcome): Promise<void> {
    if (message === null) return;
    sent.set(draft.id, (sent.get(draft.id) ?? 0) + 1);
    expect(sent.get(draft.id)).toBe(1);
    const consents = await inTenant(deps.db, desk.ctx.tenantId, (tx) => listApprovals(tx, draft.id));
    const people = new Set(
      consents.filter((one) => one.textHash === draft.textHash && one.turn === draft.turn).map((one) => one.memberId),
    );
    expect(people.has(desk.staff.trainee.id)).toBe(false);
    const facts = { customerClass: "unknown" as const, risks: risksOf(message.text, after) };
    const needed =
      after.serviceItem === null
        ? 2
        : approvalsNeeded(desk.policies().approval, { ...facts, item: after.serviceItem }).approvals.length;
    expect(people.size).toBeGreaterThanOrEqual(Math.max(1, needed));
    expect(message.text).toBe(draft.text);
  }

  async function attempt(run: () => Promise<unknown>): Promise<void> {
    try {
      const result = await run();
      if (result !== null && typeof result === "object" && "message" in result) await checkSent(result as DraftOutcome);
    } catch (error) {
      if (!isDomainError(error) && (error as Error).message !== "crash") throw error;
    } finally {
      crashNext = false;
    }
  }
  const crash = () => {
    crashNext = true;
  };
  return { desk, deps, ticket, sent, attempt, crash, view: () => viewTicket(deps, desk.ctx, ticket.id) };
}
type World = Awaited<ReturnType<typeof openWorld>>;

/** One step on the newest draft; a client that retries sends the same request again, at the same time. */
async function onDraft(world: World, draft: Draft, one: Step): Promise<void> {
  const { deps, desk, attempt } = world;
  if (!("who" in one) || one.do === "reply") return;
  const actor = desk.as(desk.staff[one.who]);
  if (one.do === "edit") return attempt(() => editDraft(deps, actor, draft.id, one.text, { version: draft.version }));
  const seen = { version: one.stale ? draft.version - 1 : draft.version, textHash: draft.textHash };
  const acts = {
    accept: () => acceptDraft(deps, actor, draft.id, seen),
    approve: () => approveDraft(deps, actor, draft.id, seen),
    reject: () => rejectDraft(deps, actor, draft.id, { reason: "other", comment: "" }, seen),
  };
  await Promise.all(Array.from({ length: one.times }, () => attempt(acts[one.do])));
}

async function perform(world: World, one: Step): Promise<void> {
  const { deps, desk } = world;
  const now = await world.view();
  switch (one.do) {
    case "customer":
      await desk.say("再问一句");
      return;
    case "policy":
      return desk.setPolicies({ ...desk.policies(), approval: APPROVALS[one.index]! });
    case "label":
      await desk.label(now.ticket, typeOfItem(one.item), one.item);
      return;
    case "crash":
      return world.crash();
    case "reply": {
      const actor = desk.as(desk.staff[one.who]);
      return world.attempt(() => writeReply(deps, actor, now.ticket.id, one.text, now.ticket.turn));
    }
    default: {
      const draft = now.drafts.at(-1);
      if (draft !== undefined) await onDraft(world, draft, one);
    }
  }
}

test("over random interleavings no text leaves without the approvals that the policy of that moment asks for, and each reply leaves once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const world = await openWorld();
      for (const one of steps) await perform(world, one);
      const { messages, drafts } = await world.view();
      const replies = messages.filter((message) => message.direction === "out");
      expect(replies.length).toBe(world.sent.size);
      expect(drafts.filter((draft) => draft.state === "sent").length).toBe(world.sent.size);
      for (const reply of replies) expect(reply.author.type).toBe("member");
    }),
    { numRuns: RUNS },
  );
});
