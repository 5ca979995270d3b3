import type { ReadTx } from "../db/pool.ts";
import type { Policies } from "./policies.ts";
import { activePolicies } from "./publish.ts";
import { activeHashes } from "./store.ts";

const MOST = 200;

/**
 * Reads the policies that decide now, in the caller's transaction. What is active is asked every time; content is read
 * and parsed once for each set of content hashes, so that every process sees a new version at once.
 */
export function policyReader(fallback: Policies): (tx: ReadTx) => Promise<Policies> {
  const parsed = new Map<string, Policies>();
  return async (tx) => {
    const key = await activeHashes(tx);
    const policies = parsed.get(key) ?? (await activePolicies(tx, fallback)).policies;
    // The content may have changed between the two statements: only what is surely the key's is kept.
    if (!parsed.has(key) && key !== (await activeHashes(tx))) return policies;
    parsed.delete(key);
    parsed.set(key, policies);
    for (const oldest of parsed.keys()) if (parsed.size > MOST) parsed.delete(oldest);
    return policies;
  };
}
