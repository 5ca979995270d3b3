const SLOT = "tl.articles";
const LIST = "/knowledge/articles";

/** The list's address with what is looked for in it, remembered in this tab for the way back from an article. */
export function listAddress(text: string, show: string): string {
  const query = new URLSearchParams({ ...(text === "" ? {} : { text }), ...(show === "all" ? {} : { show }) });
  const address = query.size === 0 ? LIST : `${LIST}?${query}`;
  try {
    sessionStorage.setItem(SLOT, address);
  } catch {
    // Without storage the way back leads to the whole list.
  }
  return address;
}

export const lastListAddress = (): string => sessionStorage.getItem(SLOT) ?? LIST;
