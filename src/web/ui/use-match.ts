import { useCallback, useSyncExternalStore } from "react";

/** The navigation is a row at the bottom; app.css says the same. */
export const PHONE = matchMedia("(max-width: 760px)");

/** Whether the media query holds, as it is now. */
export function useMatch(media: MediaQueryList): boolean {
  const subscribe = useCallback(
    (change: () => void) => {
      media.addEventListener("change", change);
      return () => media.removeEventListener("change", change);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => media.matches);
}
