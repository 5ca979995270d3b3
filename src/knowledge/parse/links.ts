const SCHEME = /^[a-z][a-z0-9+.-]*:|^\/\//i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Joins a relative path to a folder; null when it leaves the root. Both use `/`. */
function joinPath(folder: string, path: string): string | null {
  const parts = path.startsWith("/") ? [] : folder.split("/").filter((part) => part !== "");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/**
 * Where a link of the page at `from` points within the knowledge base: a path relative to its root and an anchor.
 * `/x.md` counts from the root. Null for other sites, mail addresses and paths that leave the root.
 */
export function resolveLink(from: string, href: string): { target: string; anchor: string | null } | null {
  if (href === "" || SCHEME.test(href)) return null;
  const hash = href.indexOf("#");
  const anchor = hash < 0 ? "" : decoded(href.slice(hash + 1));
  const file = decoded((hash < 0 ? href : href.slice(0, hash)).replace(/\?.*$/s, ""));
  const target = file === "" ? from : joinPath(folderOf(from), file);
  return target === null || target === "" ? null : { target, anchor: anchor === "" ? null : anchor };
}
