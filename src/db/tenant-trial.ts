import type { Database, Tx } from "./pool.ts";
import { inTenant } from "./tenant.ts";

/** Ends a transaction on purpose. */
class Undone extends Error {}

/** Runs `run` in a transaction of the tenant and takes back all that it changed; gives what it gives. */
export async function tryInTenant<Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let result: { readonly value: Result } | undefined;
  const undone = new Undone("Taken back on purpose.");
  await inTenant(db, tenantId, async (tx) => {
    result = { value: await run(tx) };
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return result!.value;
}
