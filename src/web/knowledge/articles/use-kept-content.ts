import { useKeptDraft } from "../../ui/kept/use-kept-draft.ts";
import type { Content } from "../wire.ts";

/** An article being written in this tab; `new` is one that is not saved yet. */
export const useKeptContent = (key: string) => useKeptDraft<Content>(`article.${key}`);
