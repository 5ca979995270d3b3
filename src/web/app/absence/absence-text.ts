import { clockTime } from "../../ui/time.ts";
import type { Member } from "../../wire.ts";
import { type LanguageChoice, usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { type AbsenceWords, useAbsenceWords } from "./words.ts";

/** How a member's absence is said, now or told ahead; empty for one who is here. */
export function useAbsenceText(): (member: Member | undefined) => string {
  const { language } = usePreferences();
  const { members } = useSession();
  const words = useAbsenceWords();
  return (member) => (member === undefined ? "" : textOf(member, words, language, members));
}

function textOf(
  { status, absentFrom, absentUntil, delegateId }: Member,
  words: AbsenceWords,
  language: LanguageChoice,
  members: ReadonlyMap<string, Member>,
): string {
  const away =
    status === "absent"
      ? words.away(absentUntil === null ? null : clockTime(absentUntil, language))
      : absentFrom !== null
        ? words.planned(clockTime(absentFrom, language))
        : "";
  const standIn = delegateId === null ? undefined : members.get(delegateId)?.name;
  return away === "" || standIn === undefined ? away : `${away} · ${words.to(standIn)}`;
}
