import { useCallback, useRef, useState } from "react";
import { keepInTab, readTab } from "./tab-storage.ts";

/** What somebody is writing, and the revision of the thing that they began with. */
export interface KeptDraft<Content> {
  readonly revision: number;
  readonly content: Content;
}

type Next<Content> = KeptDraft<Content> | null | ((now: KeptDraft<Content> | null) => KeptDraft<Content> | null);

/**
 * Something being written, kept in this tab: another page, a reload or an ended session does not lose it. Null where
 * nothing waits to be saved.
 */
export function useKeptDraft<Content>(slot: string) {
  const [kept, setKept] = useState<KeptDraft<Content> | null>(() => JSON.parse(readTab(slot) ?? "null"));
  const newest = useRef(kept);
  const keep = useCallback(
    (next: Next<Content>) => {
      newest.current = typeof next === "function" ? next(newest.current) : next;
      setKept(newest.current);
      keepInTab(slot, newest.current === null ? null : JSON.stringify(newest.current));
    },
    [slot],
  );
  return { kept, keep };
}
