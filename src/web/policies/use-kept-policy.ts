import { readTab } from "../ui/kept/tab-storage.ts";
import { useKeptDraft } from "../ui/kept/use-kept-draft.ts";
import type { PolicyKind } from "./wire.ts";

const slotOf = (kind: PolicyKind): string => `policy.${kind}`;

/** The text of a policy that is being changed in this tab. */
export const useKeptPolicy = (kind: PolicyKind) => useKeptDraft<string>(slotOf(kind));
export type KeptPolicy = ReturnType<typeof useKeptPolicy>;

/** Is a policy being changed in this tab? */
export const isBeingChanged = (kind: PolicyKind): boolean => readTab(slotOf(kind)) !== null;
