import { DomainError } from "../../kernel/errors.ts";
import { type SafetyPolicy, screen } from "../../policy/safety.ts";

/**
 * Throws `invalid` for a text that must not leave, whoever wrote it, and names what was found. Masks are applied when a
 * text is written; one that has become necessary since is asked for, so that nobody's consent covers another text.
 */
export function requireSafe(policy: SafetyPolicy, text: string): void {
  const found = screen(policy, "out", text).filter(({ action }) => action !== "hold");
  if (found.length === 0) return;
  throw new DomainError(
    "invalid",
    `The text cannot leave: ${[...new Set(found.map(({ reason }) => `${reason.zh} ${reason.en}`))].join(" ")}`,
    found.map(({ list, start, end }) => ({ field: "text", reason: `${list}: ${text.slice(start, end)}` })),
  );
}

/** Whether a list wants a manager to look at the text first. */
export const isHeld = (policy: SafetyPolicy, text: string): boolean =>
  screen(policy, "out", text).some(({ action }) => action === "hold");
