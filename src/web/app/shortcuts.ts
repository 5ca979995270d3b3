import { useEffect, useRef } from "react";

export type Shortcuts = Readonly<Record<string, (() => unknown) | undefined>>;

const SEQUENCE_MS = 900;
/** Where letters are text; a radio button or a box to tick takes none. */
const EDITABLE = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/** Single keys ("j") and pairs ("g t") while nobody types and no dialogue is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  useEffect(() => {
    let before = "";
    let at = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(EDITABLE) !== null) return;
      if (document.querySelector(".ant-modal-wrap:not([style*='none']), .ant-dropdown-open") !== null) return;
      const pair = Date.now() - at < SEQUENCE_MS ? `${before} ${event.key}` : "";
      const run = newest.current[pair] ?? newest.current[event.key];
      before = event.key;
      at = Date.now();
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
