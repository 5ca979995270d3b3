import { inTenant } from "../../src/db/tenant.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import type { Policies } from "../../src/policy/policies.ts";
import type { TaxonomyPolicy } from "../../src/policy/taxonomy.ts";
import type { VocDeps } from "../../src/voc/deps.ts";
import { type SaidText, tagTicket } from "../../src/voc/tags/tag-ticket.ts";
import { backfillOf, runBackfill, startBackfill } from "../../src/voc/taxonomy/backfill.ts";
import { taxonomyOf } from "../../src/voc/taxonomy/taxonomy.ts";
import { ticketDesk } from "../support/tickets.ts";

/** A tenant whose tickets say what a test makes them say. */
export async function vocDesk(start: string) {
  const desk = await ticketDesk();
  desk.clock.set(start);
  const deps: VocDeps = {
    db: desk.deps.db,
    clock: desk.clock,
    policies: desk.deps.policies,
    enqueueBackfill: async (_, id) => void queued.push(id),
  };
  const queued: string[] = [];
  const taxonomy = () => taxonomyOf(desk.policies().taxonomy);
  const read = <Result>(run: Parameters<typeof inTenant<Result>>[2]) => inTenant(deps.db, desk.ctx.tenantId, run);
  let people = 0;

  /** A new ticket of a new contact; its words come with `tag`. */
  const ticket = async (text = "你好"): Promise<string> => {
    people += 1;
    const { ticket: made } = await desk.say(text, { contact: { externalId: `voc-${people}` } });
    return made.id;
  };
  /** Lets machines read these tags out of a ticket, on a day. */
  const tag = async (ticketId: string, tags: readonly string[], more: Partial<SaidText> = {}): Promise<void> => {
    const text = more.text ?? "系统报错，打不开。";
    const said: SaidText = {
      ticketId,
      turn: 1,
      at: desk.clock.now(),
      text,
      tags: tags.map((code) => ({ tag: code, source: "rule", confidence: 0.8, evidence: { start: 0, end: 4 } })),
      customerId: null,
      customerClass: "B",
      product: "panheng-erp",
      module: "finance",
      version: "8.2",
      edition: null,
      channel: "web",
      team: "first_line",
      language: "zh",
      sentiment: "neutral",
      serviceItem: "fault",
      ...more,
    };
    await read((tx) => tagTicket(tx, taxonomy(), said, desk.clock.now()));
  };
  const setTaxonomy = (change: (policy: TaxonomyPolicy) => TaxonomyPolicy) => {
    const policies: Policies = desk.policies();
    desk.setPolicies({ ...policies, taxonomy: change(policies.taxonomy) });
  };
  /** Publishes a taxonomy without this product. */
  const retireProduct = (code: string) =>
    setTaxonomy(({ productFamilies: _, ...policy }) => {
      const gone = policy.products.find((product) => product.code === code)!;
      const modules = gone.modules.map(({ ordinal }) => ordinal);
      return {
        ...policy,
        products: policy.products.filter((product) => product !== gone),
        retired: { ...policy.retired, products: [gone.ordinal], modules },
      };
    });
  /** Runs a backfill as its job does. */
  const backfill = async () => {
    const id = await read((tx) => startBackfill(deps, tx, desk.ctx, { version: 1, reason: "test" }));
    await runBackfill(deps, desk.ctx, id, new AbortController().signal);
    return backfillOf(deps, desk.ctx, id);
  };
  const member = (role: "agent" | "manager"): Ctx => desk.as(desk.staff[role]);
  return { ...desk, voc: deps, queued, taxonomy, read, ticket, tag, setTaxonomy, retireProduct, backfill, member };
}
