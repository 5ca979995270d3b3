import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { estimateTokens } from "../../kernel/tokens.ts";
import type { Embedder } from "../../models/ports.ts";
import { embeddedText } from "../dense.ts";
import { FIRST_PASSAGE, pendingPassages } from "../vectors.ts";

/** What a change to a model would embed and cost. */
export interface ReembedEstimate {
  readonly model: string;
  readonly passages: number;
  readonly tokens: number;
  /** Millionths of the currency of the price; 0 for the embedded model. */
  readonly costMicros: number;
}

/** Passages read in one transaction, which stays under 50 ms. */
const LOOK = 200;

/** Counts the passages that have no vector of this model yet, and writes nothing. */
export async function estimateReembedding(
  { db }: { readonly db: Database },
  ctx: Ctx,
  embedder: Pick<Embedder, "id" | "kind">,
  microsPerMillionTokens: number,
): Promise<ReembedEstimate> {
  let [passages, tokens] = [0, 0];
  for (let after: string | null = FIRST_PASSAGE; after !== null; ) {
    const from: string = after;
    const page = await inTenant(db, ctx.tenantId, (tx) => pendingPassages(tx, embedder.id, from, LOOK));
    passages += page.passages.length;
    tokens += page.passages.reduce((sum, passage) => sum + estimateTokens(embeddedText(passage)), 0);
    after = page.next;
  }
  const price = embedder.kind === "gloss" ? 0 : microsPerMillionTokens;
  return { model: embedder.id, passages, tokens, costMicros: Math.ceil((tokens * price) / 1_000_000) };
}
