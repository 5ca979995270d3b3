import { bounded } from "../../../kernel/bounded.ts";
import { likelyAmong } from "../../../kernel/likely.ts";
import { rememberedInTask } from "../../../kernel/remembered.ts";
import { readings } from "./disguise.ts";
import { DOCUMENT_RULES, type InjectionRule, MESSAGE_RULES } from "./injection-rules.ts";
import { withoutMentions } from "./mentions.ts";

/** Score 0..1 that a text tries to steer the assistant: 1 − Π(1 − weight) over the rules that match. */
export interface InjectionSignals {
  readonly score: number;
  readonly signals: string[];
}

/** Score from which a text counts as an attempt. */
export const INJECTION_FROM = 0.5;

/** Bounded, since attackers write them on purpose: a text of one sign repeated must not hold the process up. */
function ready(given: readonly InjectionRule[]): Rules {
  const rules = given.map((rule) => ({ ...rule, pattern: bounded(rule.pattern) }));
  return { rules, likely: likelyAmong(rules.map(({ pattern }) => pattern)) };
}

interface Rules {
  readonly rules: readonly InjectionRule[];
  readonly likely: (text: string) => readonly number[];
}

const [OF_MESSAGES, OF_DOCUMENTS] = [ready(MESSAGE_RULES), ready(DOCUMENT_RULES)];

/** Signals that a message tries to steer the assistant, also in disguise. A hint for routing, never the only defence. */
export const injectionSignals = (text: string): InjectionSignals => judge(withoutMentions(text), OF_MESSAGES);

/** The same for a text that is judged several times in a row: a message of one sentence as both. */
export const injectionOnce: typeof injectionSignals = rememberedInTask(injectionSignals);

/** The same for a passage of an article, which may well speak of prompts, roles and replies as its subject. */
export const passageInjection = (text: string): InjectionSignals => judge(text, OF_DOCUMENTS);

function judge(text: string, { rules, likely }: Rules): InjectionSignals {
  const met = new Set<number>();
  for (const form of readings(text))
    for (const number of likely(form)) {
      const { pattern } = rules[number]!;
      pattern.lastIndex = 0;
      if (pattern.test(form)) met.add(number);
    }
  const found = rules.filter((_, number) => met.has(number));
  return {
    score: 1 - found.reduce((rest, { weight }) => rest * (1 - weight), 1),
    signals: [...new Set(found.map(({ signal }) => signal))],
  };
}
