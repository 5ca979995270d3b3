import { inTenant } from "../../src/db/tenant.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { MemberRole, ServiceItem, ServiceType } from "../../src/kernel/labels.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { applyPatch, ticketForChange } from "../../src/tickets/change.ts";
import type { Person, TicketDeps } from "../../src/tickets/deps.ts";
import { InboundMessage, receiveMessage } from "../../src/tickets/receiving/receive.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { testClock } from "./clock.ts";
import { testDatabase } from "./database.ts";
import { memoryPeople } from "./people.ts";
import { freshTenant } from "./tenants.ts";

const person = (role: MemberRole, maySend = true): Person => ({ id: newId(), role, maySend, active: true });

/** A tenant with one member of each kind, the shipped policies, and a queue that only counts. */
export async function ticketDesk(change: (policies: Policies) => Policies = (policies) => policies) {
  const clock = testClock();
  const { ctx } = await freshTenant(clock);
  const staff = {
    agent: person("agent"),
    trainee: person("agent", false),
    engineer: person("engineer"),
    developer: person("developer"),
    csm: person("csm"),
    manager: person("manager"),
    director: person("admin"),
  };
  const people = memoryPeople(Object.values(staff));
  const jobs: string[] = [];
  let policies = change(shippedPolicies());
  const deps: TicketDeps = {
    db: await testDatabase(),
    clock,
    queue: { send: async (_, kind) => void jobs.push(kind) },
    people,
    policies: async () => policies,
  };
  const as = (member: Person): Ctx => ({
    tenantId: ctx.tenantId,
    actor: { type: "member", id: member.id, role: member.role, maySend: member.maySend },
  });
  const say = (text: string, more: Partial<InboundMessage> = {}) =>
    receiveMessage(
      deps,
      ctx,
      InboundMessage.parse({ contact: { externalId: "u-1" }, channel: "web", text, language: "zh", ...more }),
    );
  const label = (ticket: Ticket, serviceType: ServiceType, serviceItem: ServiceItem) =>
    inTenant(deps.db, ctx.tenantId, async (tx) =>
      applyPatch(deps, tx, ctx, await ticketForChange(tx, ticket.id), {
        kind: "labelled",
        patch: { serviceType, serviceItem },
      }),
    );
  const setPolicies = (next: Policies) => {
    policies = next;
  };
  return { deps, ctx, clock, staff, people, jobs, as, say, label, setPolicies, policies: () => policies };
}
