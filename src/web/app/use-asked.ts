import { useCallback } from "react";
import { navigate, useSearch } from "./router.tsx";

/**
 * What a page was asked for, kept in its address: the way back, a reload and a link to it show the same again. What
 * equals `usual` is left out of the address.
 */
export function useAsked<Asked extends Readonly<Record<string, string>>>(path: string, usual: Asked) {
  const asked = askedIn(useSearch(), usual);
  const ask = useCallback(
    (change: Partial<Asked>) => {
      const next = Object.entries({ ...askedIn(location.search, usual), ...change });
      const address = new URLSearchParams(next.filter(([name, value]) => value !== usual[name]) as [string, string][]);
      navigate(address.size === 0 ? path : `${path}?${address}`, { replace: true });
    },
    [path, usual],
  );
  return [asked, ask] as const;
}

function askedIn<Asked extends Readonly<Record<string, string>>>(search: string, usual: Asked): Asked {
  const query = new URLSearchParams(search);
  return Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, query.get(name) ?? value])) as Asked;
}
