import { keepInTab, readTab } from "../../ui/kept/tab-storage.ts";

/** Where the list of articles stands. */
export const LIST = "/knowledge/articles";
/** What the list may be narrowed to; an empty text asks for any. */
export const ANY = { product: "", module: "", language: "", audience: "", owner: "", fresh: "" };
export type ArticleFilters = typeof ANY;

const SLOT = "articles";

/** Remembers what the list is asked for in its address, for the way back from an article. */
export const rememberList = (search: string): void => keepInTab(SLOT, search);

export const lastListAddress = (): string => LIST + (readTab(SLOT) ?? "");
