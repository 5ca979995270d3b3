import type { Values } from "../values.ts";
import type { TrialWords } from "./words.ts";

/** What each field of a decision is a value of. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  ...{ action: "action", tier: "tier", team: "team", ownerRole: "owner", autonomy: "mode", slaPlan: "plan" },
  handoff: "handoff",
};
const TIMES = /^(\d+) min (\S+)$/;
const TARGETS = /^(\S+) (\d+)\/(\d+)\/(\d+)$/;

/** A value of a decision's field, as trials write it, in words. */
export function changedValue(field: string, said: string, values: Values, words: TrialWords): string {
  const dimension = DIMENSIONS[field];
  if (said === "") return values.words.none;
  if (dimension !== undefined) return values.value(dimension, said);
  if (field === "approvals")
    return said === "none"
      ? values.words.none
      : said
          .split(", ")
          .map((role) => values.value("approver", role))
          .join(" → ");
  if (field === "paidOnly") return said === "true" ? values.words.yes : values.words.no;
  if (field === "checks") return said === "passed" ? words.passed : words.notPassed;
  if (field === "service") {
    const [type = "", item = ""] = said.split("/");
    return `${values.value("type", type)} / ${values.value("item", item)}`;
  }
  const time = TIMES.exec(said);
  if (time !== null) return values.words.on(values.minutes(Number(time[1])), values.calendar(time[2]!));
  const targets = TARGETS.exec(said);
  if (field !== "sla" || targets === null) return said;
  const [, plan = "", ...lengths] = targets;
  return `${values.value("plan", plan)} ${lengths.map((minutes) => values.minutes(Number(minutes))).join(" / ")}`;
}
