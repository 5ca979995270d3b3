import { useCallback, useState } from "react";

/** Text being written, kept in this tab under a key: a reload or an ended session does not lose it. */
export function useKeptText(key: string, first = ""): readonly [string, (text: string) => void] {
  const slot = `tl.text.${key}`;
  const [text, setText] = useState(() => sessionStorage.getItem(slot) ?? first);
  const keep = useCallback(
    (next: string) => {
      setText(next);
      try {
        if (next === "") sessionStorage.removeItem(slot);
        else sessionStorage.setItem(slot, next);
      } catch {
        // Full storage: the text is still on the page.
      }
    },
    [slot],
  );
  return [text, keep];
}
