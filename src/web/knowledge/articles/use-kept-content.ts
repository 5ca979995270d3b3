import { useCallback, useRef, useState } from "react";
import { keepInTab, readTab } from "../../ui/tab-storage.ts";
import type { Content } from "../wire.ts";

/** What somebody is typing, and the revision of the article that they began with. */
export interface KeptContent {
  readonly revision: number;
  readonly content: Content;
}

type Next = KeptContent | null | ((now: KeptContent | null) => KeptContent | null);

/**
 * An article being written, kept in this tab: another page, a reload or an ended session does not lose it. Null where
 * nothing waits to be saved.
 */
export function useKeptContent(key: string) {
  const slot = `article.${key}`;
  const [kept, setKept] = useState<KeptContent | null>(() => JSON.parse(readTab(slot) ?? "null"));
  const newest = useRef(kept);
  const keep = useCallback(
    (next: Next) => {
      newest.current = typeof next === "function" ? next(newest.current) : next;
      setKept(newest.current);
      keepInTab(slot, newest.current === null ? null : JSON.stringify(newest.current));
    },
    [slot],
  );
  return { kept, keep };
}
