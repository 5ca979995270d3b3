import { type ReasonModel, ReasonSnapshot, reasonModel } from "../copilot/reasons/reason-model.ts";
import type { RequestExample } from "../copilot/understand/examples.ts";
import { OWN_EXAMPLE } from "../copilot/understand/explain.ts";
import { unpackUnderstanding } from "../copilot/understand/shipped-model.ts";
import type { UnderstandingModel } from "../copilot/understand/understanding-model.ts";
import { artefactHash, readArtefact } from "../db/artefacts.ts";
import type { ReadTx } from "../db/pool.ts";
import type { TrainingExample } from "../tickets/store/labels.ts";

/** The models of a tenant, read in the caller's transaction. Each is kept in memory until another takes its place. */
export interface TenantModels {
  /** The tenant's own classifier, or the shipped one: before its first training, and after a release with other examples. */
  understanding(tx: ReadTx): Promise<UnderstandingModel>;
  /** Null while no contact reasons were trained. */
  reasons(tx: ReadTx): Promise<ReasonModel | null>;
}

const MOST_TENANTS = 20;

export function tenantModels(shipped: UnderstandingModel): TenantModels {
  const understanding = keptByHash("understanding", (bytes) => {
    const own = unpackUnderstanding(bytes);
    return own.trainedFrom === shipped.trainedFrom ? own : shipped;
  });
  const reasons = keptByHash("reasons", (bytes) => reasonModel(ReasonSnapshot.parse(JSON.parse(bytes.toString()))));
  return {
    understanding: async (tx) => (await understanding(tx)) ?? shipped,
    reasons: async (tx) => (await reasons(tx)) ?? null,
  };
}

/** Asks for the hash each time and reads the content only when it is another one. */
function keptByHash<Model>(kind: string, load: (bytes: Buffer) => Model): (tx: ReadTx) => Promise<Model | undefined> {
  const kept = new Map<string, Model>();
  return async (tx) => {
    const hash = await artefactHash(tx, kind);
    if (hash === undefined) return undefined;
    const key = `${tx.tenantId} ${hash}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const stored = await readArtefact(tx, kind);
    if (stored === undefined) return undefined;
    const model = load(stored);
    // Only kept when nothing took its place between the two statements.
    if ((await artefactHash(tx, kind)) === hash) kept.set(key, model);
    for (const oldest of kept.keys()) if (kept.size > MOST_TENANTS) kept.delete(oldest);
    return model;
  };
}

/** A corrected ticket as the trainer takes it. */
export const asRequestExample = (row: TrainingExample): RequestExample => ({
  id: `${OWN_EXAMPLE}${row.ticketId}`,
  text: row.text,
  service_item: row.serviceItem,
  voc: [...row.voc],
  sentiment: row.sentiment,
  urgency: row.urgency,
});
