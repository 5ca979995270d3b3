import { resolve } from "node:path";
import { recordAudit } from "../../access/audit.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid, isDomainError } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { safePath } from "./file-paths.ts";
import { openFolder, refuseExcess, tooLarge } from "./folder.ts";
import { DEFAULT_LIMITS, type ImportLimits } from "./limits.ts";
import { activeJob, insertJob, type WebSource } from "./store/jobs.ts";
import { sourceNamed } from "./store/sources.ts";
import { insertBlob } from "./store/uploads.ts";
import { type UploadedFile, unzip } from "./unzip.ts";
import { openWeb } from "./web/fetch.ts";
import { checkUrl } from "./web/guard.ts";
import type { WebAccess } from "./web/limits.ts";

export interface StartImportDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly limits?: ImportLimits;
  readonly web?: WebAccess;
  /** Queues the run in the transaction that makes the job; without it the caller runs the job itself. */
  readonly enqueue?: (tx: Tx, jobId: string) => Promise<void>;
}

/** What is imported, into the source of this name. `mirror` retires articles whose files are gone. */
export type ImportRequest = { readonly source: string; readonly mirror?: boolean } & (
  | { readonly folder: string }
  | { readonly files: readonly UploadedFile[] }
  | { readonly zip: Uint8Array }
  | { readonly web: { readonly urls: readonly string[]; readonly sitemap?: string | undefined } }
);

/**
 * Makes an import job. Uploads are stored first, so the job survives a restart. Throws `DomainError`: `conflict` when
 * an import of this source is under way, `too_large` or `invalid` for uploads that break a limit.
 */
export async function startImport(
  deps: StartImportDeps,
  ctx: Ctx,
  request: ImportRequest,
): Promise<{ jobId: string; sourceId: string }> {
  const limits = deps.limits ?? DEFAULT_LIMITS;
  const jobId = newId(deps.clock.now());
  const source = request.source.trim();
  if (source === "" || source.length > 200) throw invalid("source", "give the source a name of 1 to 200 characters");
  const folder = "folder" in request ? resolve(request.folder) : null;
  const web = "web" in request ? webSource(request.web, deps.web ?? openWeb) : null;
  if (folder !== null) await openFolder(folder, limits);
  else if (web === null) await storeUploads(deps, ctx, jobId, await uploadsOf(request, limits));
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const now = deps.clock.now();
    const sourceId = await sourceNamed(tx, newId(now), source, now);
    const active = await activeJob(tx, sourceId);
    if (active)
      throw new DomainError(
        "conflict",
        active.status === "paused"
          ? `An import of "${source}" is paused: ${active.id}. Resume it or cancel it.`
          : `An import of "${source}" is under way: ${active.id}. Wait for it or cancel it.`,
      );
    await insertJob(tx, {
      id: jobId,
      sourceId,
      mirror: request.mirror ?? (folder !== null || web?.sitemap != null),
      folder,
      web,
      now,
    });
    await recordAudit(tx, deps.clock, ctx, {
      action: "knowledge.import",
      object: "import_job",
      objectId: jobId,
      after: { source, folder, web },
    });
    await deps.enqueue?.(tx, jobId);
    return { jobId, sourceId };
  });
}

const MOST_TOLD = 20;

/** The addresses as they are fetched. Throws `invalid` with each of those that never will be. */
function webSource(
  { urls, sitemap }: { urls: readonly string[]; sitemap?: string | undefined },
  web: WebAccess,
): WebSource {
  if (urls.length === 0 && sitemap === undefined) throw invalid("urls", "name at least one page, or a sitemap");
  if (urls.length > web.limits.maxPages)
    throw new DomainError("too_large", `There are more than ${web.limits.maxPages} pages. Import parts of them.`);
  const faults: DomainError[] = [];
  const address = (text: string): string => {
    try {
      return checkUrl(text.trim(), web.anyPort).href;
    } catch (error) {
      if (!isDomainError(error)) throw error;
      faults.push(error);
      return "";
    }
  };
  const found = { urls: [...new Set(urls.map(address))], sitemap: sitemap === undefined ? null : address(sitemap) };
  if (faults.length === 0) return found;
  const told = faults.slice(0, MOST_TOLD);
  throw new DomainError(
    "invalid",
    told.map(({ message }) => message).join("\n"),
    told.flatMap(({ problems }) => problems),
  );
}

/** The files of an upload, unpacked. Throws `DomainError` when they break a limit. */
export async function uploadsOf(request: ImportRequest, limits: ImportLimits): Promise<readonly UploadedFile[]> {
  const files: UploadedFile[] = [];
  let total = 0;
  for await (const file of unpacked(request, limits)) {
    const { path, content } = file;
    if (safePath(path) !== path) throw invalid("path", `"${path.slice(0, 200)}" is not a path below the root`);
    if (content.length > limits.maxFileBytes)
      throw new DomainError("too_large", `${path}: ${tooLarge(content.length, limits)}`);
    files.push(file);
    total += content.length;
    refuseExcess(files.length, total, limits);
  }
  if (files.length === 0) throw invalid("file", "the upload holds no file");
  return files;
}

/**
 * One file after the other, so that a limit ends it before a further zip is unpacked. Zips among the files give what they
 * hold, as a zip alone does. Throws with the name of one that cannot be read.
 */
async function* unpacked(request: ImportRequest, limits: ImportLimits): AsyncGenerator<UploadedFile> {
  if ("zip" in request) yield* await unzip(request.zip, limits);
  if (!("files" in request)) return;
  for (const file of request.files)
    if (file.path.toLowerCase().endsWith(".zip")) yield* await unzipNamed(file, limits);
    else yield file;
}

async function unzipNamed({ path, content }: UploadedFile, limits: ImportLimits): Promise<UploadedFile[]> {
  try {
    return await unzip(content, limits);
  } catch (cause) {
    if (!isDomainError(cause)) throw cause;
    throw new DomainError(cause.code, `${path}: ${cause.message}`, cause.problems, { cause });
  }
}

/** One transaction a file: chats go on in between. */
async function storeUploads(
  deps: StartImportDeps,
  ctx: Ctx,
  jobId: string,
  files: readonly UploadedFile[],
): Promise<void> {
  for (const { path, content } of files) {
    await inTenant(deps.db, ctx.tenantId, (tx) => insertBlob(tx, jobId, path, content, deps.clock.now()));
  }
}
