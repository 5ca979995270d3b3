import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createTenant } from "../src/access/tenants.ts";
import { openEmbedded } from "../src/db/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import type { Database } from "../src/db/pool.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { systemCtx } from "../src/kernel/ctx.ts";
import { silentLogger } from "../src/kernel/log.ts";
import { runImport } from "../src/knowledge/import/run.ts";
import { type ImportRequest, startImport } from "../src/knowledge/import/start.ts";
import { createArticleIndex } from "../src/knowledge/index/article-index.ts";
import { createSearch } from "../src/knowledge/search/search.ts";
import type { Search } from "../src/knowledge/types.ts";
import { glossEmbedder } from "../src/models/gloss/embedder.ts";
import { readJsonl } from "./jsonl.ts";

/** A knowledge base in a fresh embedded database, imported, indexed and searched by the product's own code. */
export interface EvalKnowledgeBase {
  readonly db: Database;
  readonly tenantId: string;
  readonly search: Search;
  /** The document's name as the cases give it, from an article's path. */
  readonly nameOf: (path: string) => string;
  readonly documents: number;
  readonly importSeconds: number;
}

/** The project's own sample knowledge. */
export const OWN_KNOWLEDGE: string = join(import.meta.dirname, "../knowledge");

/** `kb` is a folder, or a .jsonl file of `{doc_id, text}`. Paths that begin with `without` stay out. */
export async function openKnowledgeBase(kb: string, without?: string): Promise<EvalKnowledgeBase> {
  const db = await openEmbedded(null);
  await migrate(db);
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: "evals", name: "Evals" });
  const ctx = systemCtx(tenantId, "evals");
  const embedder = glossEmbedder();
  const { request, nameOf } = requestFor(kb, without);
  const began = performance.now();
  const { jobId } = await startImport({ db, clock: systemClock }, ctx, request);
  const deps = {
    db,
    clock: systemClock,
    log: silentLogger,
    index: createArticleIndex({ embedder, clock: systemClock }),
  };
  const job = await runImport(deps, ctx, jobId, new AbortController().signal);
  if (job.status !== "done") throw new Error(`The import ended as ${job.status}: ${job.error}`);
  return {
    db,
    tenantId,
    search: createSearch({ db, embedder })(tenantId),
    nameOf,
    documents: job.done,
    importSeconds: Number(((performance.now() - began) / 1000).toFixed(1)),
  };
}

const Document = z.object({ doc_id: z.string(), text: z.string() });

function requestFor(
  kb: string,
  without: string | undefined,
): { request: ImportRequest; nameOf: (path: string) => string } {
  if (kb.endsWith(".jsonl")) return fromJsonl(kb);
  if (without === undefined) return { request: { source: "evals", folder: kb }, nameOf: (path) => path };
  const files = readdirSync(kb, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith(without) && statSync(join(kb, path)).isFile())
    .map((path) => ({ path, content: readFileSync(join(kb, path)) }));
  return { request: { source: "evals", files }, nameOf: (path) => path };
}

/** Each line becomes a text file with a plain name, whatever its id looks like. */
function fromJsonl(file: string): { request: ImportRequest; nameOf: (path: string) => string } {
  const documents = readJsonl(file, Document);
  const names = new Map(documents.map(({ doc_id }, i) => [`${i}.txt`, doc_id]));
  const files = documents.map(({ text }, i) => ({ path: `${i}.txt`, content: new TextEncoder().encode(text) }));
  return { request: { source: "evals", files }, nameOf: (path) => names.get(path) ?? path };
}
