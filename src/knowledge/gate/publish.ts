import { requireAction } from "../../access/roles.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import { compileDraft, publishCompiled } from "../articles/publish.ts";
import { auditArticle, type Seen } from "../articles/verbs.ts";
import { type GateCase, type GateDeps, type GateOutcome, runGate } from "./gate.ts";
import { noteGate } from "./store/questions.ts";

/** What publishing the draft would do to the known questions; nothing is changed. */
export const tryGate = async (deps: GateDeps, ctx: Ctx, id: string): Promise<GateOutcome> =>
  runGate(deps, ctx, await compileDraft(deps, ctx, id));

/**
 * Publishes the draft of an article if every known question still finds its answer. Otherwise throws `conflict` with
 * the questions, unless a manager overrides the gate with a reason, which the audit keeps.
 */
export async function publishArticle(
  deps: GateDeps,
  ctx: Ctx,
  id: string,
  options: Seen & { readonly reason: string; readonly override?: string },
): Promise<{ readonly version: number; readonly revision: number; readonly gate: GateOutcome }> {
  const { override } = options;
  if (override !== undefined) requireAction(ctx, "knowledge.override");
  const compiled = await compileDraft(deps, ctx, id);
  const gate = await runGate(deps, ctx, compiled);
  if (!gate.passed && override === undefined)
    throw new DomainError(
      "conflict",
      "Some questions would no longer find their answer. Mend the draft, or let a manager override the gate with a reason.",
      [...gate.missed.map(problemOf("not found")), ...gate.lost.map(problemOf("lost"))].slice(0, 50),
    );
  const published = await publishCompiled(deps, ctx, compiled, {
    ...options,
    also: async (tx, version) => {
      await noteGate(tx, id, version, gate);
      if (gate.passed) return;
      const after = { version, reason: override, missed: gate.missed.length, lost: gate.lost.length };
      await auditArticle(deps, tx, ctx, { action: "gate_overridden", id, after });
    },
  });
  return { ...published, gate };
}

const problemOf =
  (what: string) =>
  ({ title, question }: GateCase) => ({ field: "gate", reason: `${what}: ${question} (${title})` });
