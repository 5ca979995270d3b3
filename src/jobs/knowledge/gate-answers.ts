import { evidenceFor } from "../../copilot/evidence.ts";
import type { Database, ReadTx } from "../../db/pool.ts";
import { readInTenant } from "../../db/tenant.ts";
import type { GateDeps } from "../../knowledge/gate/gate.ts";
import type { Policies } from "../../policy/policies.ts";

interface Deps {
  readonly db: Database;
  readonly policies: (tx: ReadTx) => Promise<Policies>;
}

/** The judgement that the gate of publications asks for: the copilot's own, with the tenant's threshold. */
export const answersFor =
  ({ db, policies }: Deps): GateDeps["answersFor"] =>
  async (tenantId) => {
    const { autonomy } = await readInTenant(db, tenantId, policies);
    return (question, found, version) => evidenceFor(question, found, version) >= autonomy.thresholds.answerability;
  };
