/** Shapes of what the routes of the taxonomy answer. */
export type Group = "problem" | "request" | "opportunity" | "risk" | "praise";
export const GROUPS: readonly Group[] = ["problem", "request", "opportunity", "risk", "praise"];

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
export interface Kind {
  readonly code: string;
  readonly name: Bilingual;
  readonly group: Group;
  readonly words?: readonly string[];
  readonly splitFrom?: string;
  readonly deprecated?: boolean;
}
export interface Proposed {
  readonly id: string;
  readonly name: Bilingual;
  readonly words: readonly string[];
  readonly reason: string;
  readonly themeId: string | null;
  readonly state: "proposed" | "accepted" | "rejected" | "merged";
  readonly tag: string | null;
  readonly proposedBy: string;
  readonly createdAt: string;
}
export interface Preview {
  readonly tickets: number | null;
  readonly read: number;
  readonly changed: number;
  readonly tags: readonly { readonly tag: string; readonly lost: number; readonly gained: number }[];
  readonly examples: readonly {
    readonly ticketId: string;
    readonly quote: string;
    readonly lost: readonly string[];
    readonly gained: readonly string[];
  }[];
}
export interface Backfill {
  readonly id: string;
  /** What made it necessary: the kind of change and a tag's code. */
  readonly reason: string;
  readonly status: "queued" | "running" | "done" | "failed";
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly createdAt: string;
}

export const isUnfinished = ({ status }: Backfill): boolean => status === "queued" || status === "running";

/** One change of the tags, as `POST /v1/voc/taxonomy/changes` takes it. */
export type Change =
  | {
      readonly type: "add";
      readonly code: string;
      readonly name: Bilingual;
      readonly group: Group;
      readonly words?: readonly string[];
    }
  | { readonly type: "merge"; readonly from: string; readonly into: string }
  | {
      readonly type: "split";
      readonly from: string;
      readonly into: { readonly code: string; readonly name: Bilingual; readonly words: readonly string[] };
    }
  | { readonly type: "rename"; readonly tag: string; readonly name: Bilingual }
  | { readonly type: "deprecate"; readonly tag: string; readonly deprecated: boolean }
  | { readonly type: "words"; readonly tag: string; readonly words: readonly string[] };
