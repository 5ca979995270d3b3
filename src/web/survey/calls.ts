import { ApiError, type Client } from "../client.ts";
import type { SurveyAnswer } from "./form.ts";
import type { SurveyWords } from "./words.ts";

/** What the holder of a survey link can do. Each throws ApiError. */
export function surveyCalls(client: Client, token: string) {
  const path = `/v1/surveys/${encodeURIComponent(token)}`;
  return {
    open: () => client.json<SurveyAsked>(path),
    answer: (body: SurveyAnswer) => client.json<void>(path, { method: "PUT", body }),
    unsubscribe: () => client.json<void>(`${path}/unsubscribe`, { method: "POST" }),
    subscribe: () => client.json<void>(`${path}/unsubscribe`, { method: "DELETE" }),
  };
}

export interface SurveyAsked {
  readonly from: string;
  readonly subject: string;
  readonly language: "zh" | "en";
  readonly asksNps: boolean;
  readonly answered: boolean;
  readonly open: boolean;
  readonly unsubscribed: boolean;
}

/** Why a survey could not be opened or answered, in words; and whether trying again may help. */
export function surveyFault(error: unknown, words: SurveyWords): { readonly text: string; readonly again: boolean } {
  if (!(error instanceof ApiError)) return { text: words.failed, again: true };
  if (error.code === "offline") return { text: words.offline, again: true };
  if (error.status === 404 || error.status === 400) return { text: words.unknown, again: false };
  if (error.status !== 409) return { text: words.failed, again: true };
  return { text: error.errors.some(({ reason }) => reason === "answered") ? words.spent : words.expired, again: false };
}
