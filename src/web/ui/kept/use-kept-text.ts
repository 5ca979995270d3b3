import { useCallback, useState } from "react";
import { keepInTab, readTab } from "./tab-storage.ts";

/** Text being written, kept in this tab under a key: a reload or an ended session does not lose it. */
export function useKeptText(key: string, first = ""): readonly [string, (text: string) => void] {
  const slot = `text.${key}`;
  const [text, setText] = useState(() => readTab(slot) ?? first);
  const keep = useCallback(
    (next: string) => {
      setText(next);
      keepInTab(slot, next === "" ? null : next);
    },
    [slot],
  );
  return [text, keep];
}
