import type { Tx } from "../db/pool.ts";
import { DomainError } from "../kernel/errors.ts";
import { type PolicyProblem, parsePolicy } from "./parse.ts";
import type { Policies, PolicyKind } from "./policies.ts";
import { publishablePolicy } from "./publish.ts";

/** A policy's text that was read: its content, or everything for which it cannot be published. */
export type CheckedText =
  | { readonly content: Policies[PolicyKind]; readonly problems: readonly [] }
  | { readonly content: null; readonly problems: readonly PolicyProblem[] };

/** Reads the text of a policy as publishing it beside the tenant's other policies would. Stores nothing. */
export async function checkPolicyText(tx: Tx, kind: PolicyKind, text: string): Promise<CheckedText> {
  const file = `${kind}.yaml`;
  const { content, problems } = parsePolicy(kind, { name: file, text });
  if (content === null) return { content, problems };
  try {
    await publishablePolicy(tx, kind, content);
    return { content, problems: [] };
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "invalid")) throw error;
    const reasons = error.problems.length > 0 ? error.problems.map(({ reason }) => reason) : [error.message];
    return { content: null, problems: reasons.map((reason) => ({ file, line: 1, column: 1, path: "", reason })) };
  }
}
