import { usePreferences } from "../app/preferences.tsx";
import type { Words } from "../ui/words/words.ts";
import { useValueWords, type ValueWords } from "./value-words.ts";
import type { Policies } from "./wire.ts";

/** Reads the codes and numbers of policies out in words; a code without a word stands for itself. */
export interface Values {
  readonly words: ValueWords;
  /** One of the two languages of a sentence. */
  said(text: { readonly zh: string; readonly en: string }): string;
  /** One value of a dimension of a decision table. */
  value(dimension: string, code: string): string;
  /** What a row of a decision table asks for. */
  when(row: Readonly<Record<string, readonly string[] | undefined>>): string;
  /** A length of opening time. */
  minutes(count: number): string;
  /** The name of a calendar of the SLA policy. */
  calendar(code: string): string;
}

/** `sla` names the calendars. */
export function useValues(sla: Policies["sla"] | undefined): Values {
  const { language, words: common } = usePreferences();
  const words = useValueWords();
  const said: Values["said"] = (text) => text[language];
  const named = namesOf(common, words);
  const value = (dimension: string, code: string) => named[dimension]?.[code] ?? code;
  return {
    words,
    said,
    value,
    when(row) {
      const asked = Object.entries(row).filter(([, codes]) => codes !== undefined) as [string, readonly string[]][];
      if (asked.length === 0) return words.always;
      return asked
        .map(([name, codes]) =>
          words.pair(words.dimensions[name] ?? name, codes.map((code) => value(name, code)).join(words.or)),
        )
        .join(words.and);
    },
    minutes: (count) => (count % 60 === 0 ? words.hours(count / 60) : words.minutes(count)),
    calendar(code) {
      const found = sla?.calendars.find((each) => each.code === code);
      return found === undefined ? code : said(found.name);
    },
  };
}

/** The closed sets that policies name, each code with its word. */
function namesOf(
  { labels, proposal }: Words,
  words: ValueWords,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    ...{ class: labels.class, type: labels.type, item: labels.item, channel: labels.channel, urgency: labels.urgency },
    ...{ tier: labels.tier, team: labels.team, approver: labels.approver, action: proposal.action },
    ...{ handoff: labels.handoff, issue: words.issue, content: words.content, risk: words.risk, plan: words.plan },
    ...{ owner: words.owner, mode: words.mode },
  };
}
