import type { Tx } from "../../../db/pool.ts";
import type { ArticleStatus } from "../../articles/store/read.ts";

/** A page of one import. */
export interface ImportPage {
  readonly url: string;
  readonly path: string;
  readonly state: "pending" | "fetched" | "unchanged" | "gone" | "failed";
  readonly reason: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const PAGE = `url, path, state, reason, etag, last_modified as "lastModified"`;

/** All pages of an import by address. */
export async function pagesOf(tx: Tx, jobId: string): Promise<ImportPage[]> {
  const { rows } = await tx.query<ImportPage>(
    `select ${PAGE} from import_page where tenant_id = $1 and job_id = $2 order by url collate "C"`,
    [tx.tenantId, jobId],
  );
  return rows;
}

/** Lists pages as open; those that are listed already stay as they are. */
export async function insertPages(
  tx: Tx,
  jobId: string,
  pages: readonly { url: string; path: string }[],
): Promise<void> {
  await tx.query(
    `insert into import_page (tenant_id, job_id, url, path, state)
     select $1, $2, r.url, r.path, 'pending' from unnest($3::text[], $4::text[]) as r(url, path)
     on conflict (tenant_id, job_id, url) do nothing`,
    [tx.tenantId, jobId, pages.map(({ url }) => url), pages.map(({ path }) => path)],
  );
}

export async function closePage(tx: Tx, jobId: string, page: ImportPage): Promise<void> {
  await tx.query(
    `update import_page set path = $4, state = $5, reason = $6, etag = $7, last_modified = $8
     where tenant_id = $1 and job_id = $2 and url = $3`,
    [tx.tenantId, jobId, page.url, page.path, page.state, page.reason, page.etag, page.lastModified],
  );
}

/** Opens the pages again that could not be fetched; gives their number. What was taken in since is as it was. */
export async function reopenPages(tx: Tx, jobId: string): Promise<number> {
  await tx.query(
    `update import_page p set state = 'unchanged' where p.tenant_id = $1 and p.job_id = $2 and p.state = 'fetched'
       and not exists (select 1 from import_blob b where b.tenant_id = $1 and b.job_id = $2 and b.path = p.path)`,
    [tx.tenantId, jobId],
  );
  const { rowCount } = await tx.query(
    "update import_page set state = 'pending', reason = null where tenant_id = $1 and job_id = $2 and state = 'failed'",
    [tx.tenantId, jobId],
  );
  return rowCount;
}

/** A page as it was last taken in, and how its article stands. */
export interface KnownPage {
  readonly path: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly status: ArticleStatus | null;
  readonly failed: boolean;
}

export async function knownPages(tx: Tx, sourceId: string): Promise<Map<string, KnownPage>> {
  const { rows } = await tx.query<KnownPage & { url: string }>(
    `select p.url, p.path, p.etag, p.last_modified as "lastModified", a.status, a.failed_hash is not null as failed
     from web_page p left join article a on a.tenant_id = p.tenant_id and a.source_id = p.source_id and a.path = p.path
     where p.tenant_id = $1 and p.source_id = $2`,
    [tx.tenantId, sourceId],
  );
  return new Map(rows.map((row) => [row.url, row]));
}

/** Keeps what pages were when their articles were written, once they are. */
export async function rememberPages(tx: Tx, sourceId: string, jobId: string, now: Date): Promise<void> {
  await tx.query(
    `insert into web_page (tenant_id, source_id, url, path, etag, last_modified, checked_at)
     select p.tenant_id, $2, p.url, p.path, p.etag, p.last_modified, $4 from import_page p
     join import_item i on i.tenant_id = p.tenant_id and i.job_id = p.job_id and i.path = p.path
     where p.tenant_id = $1 and p.job_id = $3 and p.state = 'fetched' and i.state in ('done', 'skipped')
     on conflict (tenant_id, source_id, url) do update set path = excluded.path, etag = excluded.etag,
       last_modified = excluded.last_modified, checked_at = excluded.checked_at`,
    [tx.tenantId, sourceId, jobId, now],
  );
  await tx.query(
    `delete from web_page p using import_page i where p.tenant_id = $1 and p.source_id = $2
       and i.tenant_id = $1 and i.job_id = $3 and i.url = p.url and i.state = 'gone'`,
    [tx.tenantId, sourceId, jobId],
  );
}
