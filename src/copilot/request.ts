import type { Clock } from "../kernel/clock.ts";
import type { Audience, Channel, CustomerClass, Language } from "../kernel/labels.ts";
import type { Search } from "../knowledge/types.ts";
import type { ChatModel } from "../models/ports.ts";
import type { Prompt } from "../models/prompts.ts";
import type { ServiceContent } from "../policy/dispatch.ts";
import type { Policies } from "../policy/policies.ts";
import type { DecisionFacts } from "./decide/decision.ts";
import type { Turn } from "./decide/matter.ts";
import type { Understanding } from "./understand/understanding.ts";

/** What the server knows of the customer; nothing here comes from the model or from the customer's own claims. */
export interface CustomerFacts {
  readonly class: CustomerClass;
  readonly content: ServiceContent;
  readonly contractPlan: DecisionFacts["customer"]["contractPlan"];
  readonly customModule: boolean;
  /** What they may read. */
  readonly audiences: readonly Audience[];
  readonly product: string | null;
  readonly edition: string | null;
  readonly version: string | null;
  readonly deployment: "on_premise" | "saas" | null;
  /** Their own names, numbers and addresses, which a reply may repeat. */
  readonly owned: readonly string[];
}

/** One request: the whole conversation, ending on the customer's turn. */
export interface CopilotRequest {
  readonly channel: Channel;
  /** Of the conversation so far, or of the page it is written on: for words that have none of their own, such as a code. */
  readonly language?: Language;
  readonly turns: readonly Turn[];
  readonly customer: CustomerFacts;
  readonly conversation: {
    readonly handedOver: boolean;
    readonly humanReplied: boolean;
    /** Questions asked back since the last answer. */
    readonly clarifications: number;
    /** Files in the messages that wait for a reply. */
    readonly files?: number;
  };
}

export interface CopilotSettings {
  /** Who the replies speak for. */
  readonly vendor: string;
  readonly modelBudgetMs: number;
  /** Passages to retrieve. */
  readonly passages: number;
  /** Wording about promises, prices, refunds and dates that policy allows. */
  readonly allowedStatements: readonly string[];
  /** A product's name as customers read it. */
  readonly productName: (product: string) => string;
  /** Price of a million tokens, in millionths of the currency unit. */
  readonly price: { readonly inputMicros: number; readonly outputMicros: number };
}

/** Everything the copilot needs from outside; no database. */
export interface CopilotDeps {
  readonly search: Search;
  readonly understand: (text: string) => Understanding;
  readonly policies: Policies;
  /** Null: drafts come from the passages themselves. */
  readonly model: ChatModel | null;
  readonly prompt: Prompt;
  /** Labelled requests of the product's own that are most like a text, for the model to label by. */
  readonly similar: (text: string, count: number) => readonly { readonly item: string; readonly text: string }[];
  readonly settings: CopilotSettings;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Fresh randomness for the fence around untrusted text. */
  readonly randomHex: () => string;
}
