const LONGEST = 1_000;
/** What pages refer to but nobody asks about, and settings. */
const ASSETS = new Set(
  `png jpg jpeg gif svg webp ico bmp avif css js mjs ts map woff woff2 ttf eot mp4 webm mp3 yaml yml json toml lock
  gitignore license`.split(/\s+/),
);

/**
 * A path from a folder, a zip or an upload as a path below the root, with `/`; null when it would leave the root or
 * cannot be a path. `\` separates folders in zips made on Windows.
 */
export function safePath(name: string): string | null {
  const path = name.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  if (path === "" || path.length > LONGEST || path.startsWith("/") || /^[A-Za-z]:/.test(path)) return null;
  if (/\p{Cc}/u.test(path) || !path.isWellFormed()) return null;
  const parts = path.split("/");
  return parts.some((part) => part === "" || part === "." || part === "..") ? null : path;
}

/** Hidden files and what archivers of macOS add. */
export const isHidden = (path: string): boolean =>
  path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

export const isAsset = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return ASSETS.has(name.slice(name.lastIndexOf(".") + 1));
};
