import { useEffect, useRef } from "react";

/** For a row of tabs that scrolls where the page is narrow: the one that is open stays in sight. `open` names it. */
export function useOpenTabInSight(open: string | undefined) {
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name means another open tab
  useEffect(() => {
    row.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [open]);
  return row;
}
