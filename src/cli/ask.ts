import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { createTenant, findTenant } from "../access/tenants.ts";
import { SAMPLE_KNOWLEDGE } from "../app.ts";
import { readConfig } from "../config.ts";
import { readable } from "../copilot/readable.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Call, usage, type Values } from "./command.ts";
import { importWithBar } from "./knowledge.ts";

/** Answers one question from the knowledge base, with citations. */
export async function ask({ values, words, say, withApp }: Call): Promise<number> {
  const question = words.join(" ").trim();
  if (question === "") throw usage('Say what to ask: ask "怎么反结账？"');
  const kb = values.kb === undefined ? null : resolve(values.kb);
  // A folder given with --kb has a database of its own, so that it never mixes with a tenant's articles.
  const folder = kb && join(readConfig().DATA_DIR, "ask", createHash("sha256").update(kb).digest("hex").slice(0, 16));
  return withApp(folder, async (app) => {
    const slug = values.tenant ?? "demo";
    const known = await findTenant(app, slug);
    if (known === undefined && values.tenant !== undefined)
      throw new DomainError("not_found", `There is no tenant ${slug}.`);
    const tenant = known ?? (await createTenant(app, { slug, name: slug }));
    if (kb !== null || known === undefined)
      await importWithBar(app, tenant, kb ?? SAMPLE_KNOWLEDGE, kb === null ? "sample" : "ask");
    const proposal = await app.copilot(tenant.tenantId, requestOf(question, values), new AbortController().signal);
    say(values.json ? JSON.stringify(proposal, null, 2) : readable(proposal));
    return ["auto", "propose", "clarify"].includes(proposal.decision.action) && proposal.draft.sentences.length > 0
      ? 0
      : 3;
  });
}

const requestOf = (question: string, values: Values) => ({
  channel: "api" as const,
  turns: [{ role: "customer" as const, text: question }],
  customer: {
    class: "unknown" as const,
    content: "none" as const,
    contractPlan: null,
    customModule: false,
    audiences: ["public" as const],
    product: values.product ?? null,
    edition: values.edition ?? null,
    version: values["product-version"] ?? null,
    deployment: null,
    owned: [],
  },
  conversation: { handedOver: false, humanReplied: false, clarifications: 0 },
});
