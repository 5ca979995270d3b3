import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { type ImportFiles, type ListedFile, tooLarge } from "./folder.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import type { RunImportDeps } from "./run-state.ts";
import { type ImportPage, pagesOf } from "./store/pages.ts";
import { listBlobs, readBlob } from "./store/uploads.ts";

/** The files of an upload, as they were stored with it. */
export function openUploads(deps: RunImportDeps, ctx: Ctx, jobId: string): ImportFiles {
  const limits = deps.limits ?? DEFAULT_LIMITS;
  return {
    list: async () => {
      const rows = await inTenant(deps.db, ctx.tenantId, (tx) => listBlobs(tx, jobId));
      return rows.map((row) => ({
        ...row,
        problem: row.bytes > limits.maxFileBytes ? tooLarge(row.bytes, limits) : null,
      }));
    },
    read: (path) => inTenant(deps.db, ctx.tenantId, (tx) => readBlob(tx, jobId, path)),
  };
}

/** The pages of a web source: those that were fetched, and what is known of the others. */
export function openPages(deps: RunImportDeps, ctx: Ctx, jobId: string): ImportFiles {
  const uploads = openUploads(deps, ctx, jobId);
  return {
    ...uploads,
    list: async (signal) => {
      const fetched = await uploads.list(signal);
      const pages = await inTenant(deps.db, ctx.tenantId, (tx) => pagesOf(tx, jobId));
      const listed = new Map(fetched.map((file) => [file.path, file]));
      for (const page of pages) if (!listed.has(page.path)) listed.set(page.path, fileOf(page));
      return [...listed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

const fileOf = ({ path, state, reason }: ImportPage): ListedFile => ({
  path,
  bytes: 0,
  problem: state === "failed" ? (reason ?? "The page could not be fetched.") : null,
  ...(state === "unchanged" || state === "gone" ? { known: state } : {}),
  ...(state === "failed" ? { known: "unreachable" as const } : {}),
});
