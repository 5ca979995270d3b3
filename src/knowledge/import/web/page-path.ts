import { createHash } from "node:crypto";
import { documentFormatOf, isArticlePath } from "../../parse/article.ts";
import { safePath } from "../file-paths.ts";

const OFFICE = "application/vnd.openxmlformats-officedocument.";
/** What is read, by the type that the server names; the first extension is given to paths that have none of them. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  "text/html": ["html", "htm"],
  "application/xhtml+xml": ["html", "htm"],
  "text/markdown": ["md", "markdown", "mdx"],
  "text/x-markdown": ["md", "markdown", "mdx"],
  "text/x-rst": ["rst"],
  "text/plain": ["txt", "md", "markdown", "mdx", "rst", "csv"],
  "text/csv": ["csv"],
  "application/pdf": ["pdf"],
  [`${OFFICE}wordprocessingml.document`]: ["docx"],
  [`${OFFICE}presentationml.presentation`]: ["pptx"],
  [`${OFFICE}spreadsheetml.sheet`]: ["xlsx"],
};
const LONGEST = 300;

const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";

/** The path of a page's article: its host and path, with an extension that says how it is read; null for other types. */
export function pagePath(url: URL, type: string): string | null {
  const bare = barePath(url);
  const own = extensionOf(bare);
  // Some servers name no type, or none worth the name, for files that their address names.
  const vague = type === "" || type === "application/octet-stream";
  const extensions = vague && isArticlePath(bare) ? [own] : EXTENSIONS[type];
  if (extensions === undefined) return null;
  const isOwn = extensions.includes(own) || (documentFormatOf(bare) !== undefined && extensions.includes(own));
  return isOwn ? bare : `${bare}.${extensions[0]}`;
}

/** Where a page that never was fetched is listed with what went wrong. */
export const unreadPath = (url: URL): string => barePath(url);

function barePath(url: URL): string {
  const host = url.port === "" ? url.hostname : `${url.hostname}_${url.port}`;
  const name = decoded(url.pathname).replace(/\/$/, "/index");
  const query = url.search === "" ? "" : `-${createHash("sha256").update(url.search).digest("hex").slice(0, 10)}`;
  const path =
    query === "" ? `${host}${name}` : `${host}${name}${query}${extensionOf(name) && `.${extensionOf(name)}`}`;
  if (safePath(path) === path && path.length <= LONGEST) return path;
  return `${host}/${createHash("sha256").update(url.href).digest("hex").slice(0, 24)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
