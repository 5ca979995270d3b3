import type { Context } from "hono";
import { DomainError } from "../kernel/errors.ts";
import { parsePolicy, problemFields } from "../policy/parse.ts";
import type { PolicyKind } from "../policy/policies.ts";
import type { Env } from "./environment.ts";

/** A policy in the body of a request, as JSON or as YAML. */
export interface SentPolicy {
  readonly content?: unknown;
  readonly text?: string;
  readonly note?: string;
}

/**
 * What was sent as the new policy: YAML is read with its lines and kept, JSON is taken as it is. Throws `invalid` with the
 * line of every fault.
 */
export async function policyOf(
  c: Context<Env>,
  kind: PolicyKind,
  sent: SentPolicy,
): Promise<{ readonly content: unknown; readonly source?: string }> {
  const isYaml = /^(?:application|text)\/(?:x-)?yaml\b/i.test(c.req.header("content-type") ?? "");
  const source = isYaml ? await c.req.text() : sent.text;
  if (source === undefined) {
    if (sent.content !== undefined) return { content: sent.content };
    throw new DomainError(
      "invalid",
      "Send the policy as JSON in `content`, as YAML in `text`, or as application/yaml.",
      [{ field: "content", reason: "required" }],
    );
  }
  const file = `${kind}.yaml`;
  const { content, problems } = parsePolicy(kind, { name: file, text: source });
  if (content !== null) return { content, source };
  const fields = problemFields(problems);
  const lines = fields.map(({ field, reason }) => `${field}: ${reason}`);
  throw new DomainError("invalid", lines.join("; "), fields);
}
