import { navigate, useSearch } from "./router.tsx";

/**
 * What a page was asked for, kept in its address: the way back, a reload and a link to it show the same again. What
 * equals `usual` is left out of the address.
 */
export function useAsked<Asked extends Readonly<Record<string, string>>>(path: string, usual: Asked) {
  const query = new URLSearchParams(useSearch());
  const asked = { ...usual } as Record<string, string>;
  for (const name of Object.keys(usual)) asked[name] = query.get(name) ?? usual[name]!;
  const ask = (change: Partial<Asked>) => {
    const next = Object.entries({ ...asked, ...change }).filter(([name, value]) => value !== usual[name]);
    const address = new URLSearchParams(next as [string, string][]);
    navigate(address.size === 0 ? path : `${path}?${address}`, { replace: true });
  };
  return [asked as Asked, ask] as const;
}
