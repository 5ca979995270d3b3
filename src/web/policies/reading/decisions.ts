import type { Values } from "../values.ts";
import type { Policies } from "../wire.ts";
import { listed, type Part } from "./part.ts";
import type { ReadingWords } from "./words.ts";

/** Who takes a request. */
export function dispatchParts(
  { issueKinds, escalationTeams, rules }: Policies["dispatch"],
  values: Values,
  words: ReadingWords,
): Part[] {
  return [
    {
      title: words.rules,
      text: words.firstCounts,
      head: [words.when, words.team, words.owner, words.tier, words.alsoHolds, words.reason, words.row],
      rows: rules.map((row) => [
        values.when(row.when),
        values.value("team", row.team),
        values.value("owner", row.owner),
        values.value("tier", String(row.tier)),
        [row.paidOnly && words.paidOnly, row.reviewClass && words.reviewClass].filter(Boolean).join(values.words.or),
        values.said(row.reason),
        row.id,
      ]),
    },
    listed(
      words.issueKinds,
      [words.item, words.issue],
      Object.entries(issueKinds).map(([item, issue]) => [values.value("item", item), values.value("issue", issue)]),
    ),
    listed(
      words.escalation,
      [words.tier, words.team],
      Object.entries(escalationTeams).map(([tier, team]) => [values.value("tier", tier), values.value("team", team)]),
    ),
  ];
}

/** Who must agree before a reply leaves. */
export function approvalParts(
  { rules, timeoutMinutes }: Policies["approval"],
  values: Values,
  words: ReadingWords,
): Part[] {
  return [
    {
      title: words.rules,
      text: `${words.strictestCounts} ${words.timeout(values.minutes(timeoutMinutes))}`,
      head: [words.when, words.approvers, words.reason, words.row],
      rows: rules.map((row) => [
        values.when(row.when),
        row.approvers.map((role) => values.value("approver", role)).join(" → ") || words.nobody,
        values.said(row.reason),
        row.id,
      ]),
    },
  ];
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;

/** What the machine may do by itself. */
export function autonomyParts(
  { thresholds, rules }: Policies["autonomy"],
  values: Values,
  words: ReadingWords,
): Part[] {
  const { agreed } = thresholds;
  return [
    {
      title: words.rules,
      text: `${words.firstCounts} ${words.neverAlone}`,
      head: [words.when, words.mode, words.reason, words.row],
      rows: rules.map((row) => [
        values.when(row.when),
        values.value("mode", row.mode),
        values.said(row.reason),
        row.id,
      ]),
    },
    listed(
      words.thresholds,
      [words.threshold, words.value],
      [
        [words.limits.typeConfidence, percent(thresholds.typeConfidence)],
        [words.limits.itemConfidence, percent(thresholds.itemConfidence)],
        ...(agreed === undefined
          ? []
          : ([
              [words.limits.agreedType, percent(agreed.typeConfidence)],
              [words.limits.agreedItem, percent(agreed.itemConfidence)],
            ] as const)),
        [words.limits.complaintGuard, percent(thresholds.complaintGuard)],
        [words.limits.answerability, percent(thresholds.answerability)],
        [words.limits.clarifications, thresholds.clarifications],
      ],
    ),
  ];
}

/** What is looked for in texts of either direction. */
export function safetyParts({ lists }: Policies["safety"], values: Values, words: ReadingWords): Part[] {
  return [
    {
      title: words.lists,
      head: [words.list, words.direction, words.does, words.finds, words.reason],
      rows: lists.map((list) => [
        list.id,
        list.direction.map((direction) => words.directions[direction]).join(values.words.or),
        words.actions[list.action],
        words.found(list.words.length, list.patterns.length),
        values.said(list.reason),
      ]),
    },
  ];
}

/** What the voice of the customer is counted by. */
export function taxonomyParts(
  { kinds, products, serviceModules }: Policies["taxonomy"],
  values: Values,
  words: ReadingWords,
): Part[] {
  const names = (nodes: readonly { readonly name: { readonly zh: string; readonly en: string } }[]) =>
    nodes.map(({ name }) => values.said(name)).join(values.words.or);
  return [
    {
      title: words.kinds,
      head: [words.kind, words.group, words.row],
      rows: kinds.map(({ name, group, code }) => [values.said(name), values.words.group[group] ?? group, code]),
    },
    listed(
      words.products,
      [words.product, words.modules],
      products.map(({ name, modules }) => [values.said(name), names(modules)]),
    ),
    listed(
      words.serviceModules,
      [words.serviceModules, words.row],
      serviceModules.map(({ name, code }) => [values.said(name), code]),
    ),
  ];
}
