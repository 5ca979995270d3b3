import { useCallback, useState } from "react";
import type { Content } from "../wire.ts";

/** What somebody is typing, and the revision of the article that they began with. */
export interface KeptContent {
  readonly revision: number;
  readonly content: Content;
}

/**
 * An article being written, kept in this tab: another page, a reload or an ended session does not lose it. Null where
 * nothing waits to be saved.
 */
export function useKeptContent(key: string) {
  const slot = `tl.article.${key}`;
  const [kept, setKept] = useState<KeptContent | null>(() => {
    const text = sessionStorage.getItem(slot);
    return text === null ? null : JSON.parse(text);
  });
  const keep = useCallback(
    (next: KeptContent | null) => {
      setKept(next);
      try {
        if (next === null) sessionStorage.removeItem(slot);
        else sessionStorage.setItem(slot, JSON.stringify(next));
      } catch {
        // Full storage: the text is still on the page.
      }
    },
    [slot],
  );
  return { kept, keep };
}
