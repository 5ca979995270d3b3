import { type ReasonModel, ReasonSnapshot, reasonModel } from "../../copilot/reasons/reason-model.ts";
import { OWN_EXAMPLE } from "../../copilot/understand/explain.ts";
import { unpackUnderstanding } from "../../copilot/understand/shipped-model.ts";
import type { RequestExample } from "../../copilot/understand/training/examples.ts";
import type { UnderstandingModel } from "../../copilot/understand/understanding-model.ts";
import { artefactHashes, readArtefact } from "../../db/artefacts.ts";
import type { ReadTx } from "../../db/pool.ts";
import type { TrainingExample } from "../../tickets/store/labels.ts";

/** The models of a tenant as they are now. */
export interface ModelsOfTenant {
  /** The tenant's own classifier, or the shipped one: before its first training, and after a release with other examples. */
  readonly understanding: UnderstandingModel;
  /** Null while no contact reasons were trained. */
  readonly reasons: ReasonModel | null;
}

/** Reads a tenant's models in the caller's transaction. Each is kept in memory until another takes its place. */
export type TenantModels = (tx: ReadTx) => Promise<ModelsOfTenant>;

const UNDERSTANDING = "understanding";
const REASONS = "reasons";
const MOST_TENANTS = 20;

export function tenantModels(shipped: UnderstandingModel): TenantModels {
  const understanding = keptByHash(UNDERSTANDING, (bytes) => {
    const own = unpackUnderstanding(bytes);
    return own.trainedFrom === shipped.trainedFrom ? own : shipped;
  });
  const reasons = keptByHash(REASONS, (bytes) => reasonModel(ReasonSnapshot.parse(JSON.parse(bytes.toString()))));
  return async (tx) => {
    const hashes = await artefactHashes(tx, [UNDERSTANDING, REASONS]);
    const [own, trained] = await Promise.all([understanding(tx, hashes), reasons(tx, hashes)]);
    return { understanding: own ?? shipped, reasons: trained ?? null };
  };
}

type Hashes = Awaited<ReturnType<typeof artefactHashes>>;

/** Reads the content only when the hash is another one. */
function keptByHash<Model>(
  kind: string,
  load: (bytes: Buffer) => Model,
): (tx: ReadTx, hashes: Hashes) => Promise<Model | undefined> {
  const kept = new Map<string, Model>();
  return async (tx, hashes) => {
    const hash = hashes.get(kind);
    if (hash === undefined) return undefined;
    const key = `${tx.tenantId} ${hash}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const stored = await readArtefact(tx, kind);
    if (stored === undefined) return undefined;
    const model = load(stored);
    // Only kept when nothing took its place between the two statements.
    if ((await artefactHashes(tx, [kind])).get(kind) === hash) kept.set(key, model);
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
