import type { SolvedCase } from "../../wire.ts";
import type { ToolWords } from "./words.ts";

type Notice = "needs_model" | "budget_spent" | "model_failed" | "put_aside" | null;

/** What every tool answers. */
interface ToolResult {
  readonly engine: "model" | "embedded" | "none";
  readonly notice: Notice;
  readonly additions: readonly string[];
}
export interface Reworded extends ToolResult {
  readonly text: string | null;
  readonly articles?: readonly { readonly articleId: string; readonly title: string; readonly path: string }[];
}
export interface CaseSummary extends ToolResult {
  readonly notes: {
    readonly symptom: string;
    readonly version: string;
    readonly evidence: string;
    readonly triedSteps: string;
    readonly openQuestion: string;
    readonly summary: string;
  };
}
export interface AskSource {
  readonly kind: "message" | "passage";
  readonly text: string;
  readonly title?: string;
  readonly audience?: string;
  readonly articleId?: string;
  readonly articleVersion?: number;
  readonly path?: string;
  readonly start?: number;
  readonly end?: number;
}
export interface Asked extends ToolResult {
  readonly sentences: readonly { readonly text: string; readonly cites: readonly number[] }[];
  readonly missing: readonly string[];
  readonly sources: readonly AskSource[];
  readonly cases: readonly SolvedCase[];
}

/** Why a result is less than one might expect; empty when there is nothing to say. */
export const noticeText = ({ notice, additions }: ToolResult, words: ToolWords): string =>
  notice === null ? "" : `${words.notice[notice]}${notice === "put_aside" ? additions.join("、") : ""}`;
