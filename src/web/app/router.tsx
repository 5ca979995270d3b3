import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

const BASE = "/app";
const listeners = new Set<() => void>();

addEventListener("popstate", () => {
  for (const listener of listeners) listener();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The parts of the address after /app, e.g. ["tickets", "<id>"]. */
export function useRoute(): readonly string[] {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return path.slice(BASE.length).split("/").filter(Boolean);
}

/** The address's query, e.g. `?from=2026-10-01`; a page that keeps its state there can be linked to as it is. */
export const useSearch = (): string => useSyncExternalStore(subscribe, () => location.search);

/** Goes to an address under /app without loading the page anew. */
export function navigate(path: string, { replace = false } = {}): void {
  const target = BASE + path;
  if (target === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  for (const listener of listeners) listener();
}

/** A link within the app; with a modifier key it opens as any link does. */
export function Link({ to, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly to: string }) {
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to);
  };
  return <a href={BASE + to} onClick={go} {...rest} />;
}
