import { squeeze } from "../check/tokens.ts";
import type { Turn } from "./matter.ts";

/** Whether these sentences are an answer, and the vendor's last message holds every one of them already. */
export function isSaidBefore(facts: readonly string[], turns: readonly Turn[]): boolean {
  const last = squeeze(turns.findLast(({ role }) => role === "agent")?.text ?? "");
  return facts.length > 0 && facts.every((fact) => last.includes(squeeze(fact)));
}
