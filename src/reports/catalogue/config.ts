import { measurePauses } from "../measure.ts";
import type { Report, ReportDesk, Table } from "../report.ts";
import { valueName } from "../value-names.ts";

/** 系统配置分析: which rules are never used, where targets are missed, where knowledge is missing. */
export const config: Report = {
  name: { zh: "系统配置分析", en: "Configuration" },
  about: {
    zh: "没有用到的服务项与团队、达标率低的 SLA 行、暂停计时、知识缺口与转人工原因。",
    en: "Items and teams that nothing uses, SLA rows that are missed, paused clocks, knowledge gaps and reasons of handovers.",
  },
  async build(desk) {
    const { figures, series, table } = desk;
    const unused = await unusedRows(desk);
    return {
      figures: await figures([
        "sla_first",
        "sla_next",
        "sla_resolution",
        "ola",
        "paused_rate",
        "paused_minutes",
        "handover_rate",
        "gap_rate",
      ]),
      series: await series(["gap_rate", "handover_rate"]),
      tables: [
        await table("urgency", ["requests", "sla_first", "sla_next", "sla_resolution"]),
        await table("class", ["requests", "sla_first", "sla_next", "sla_resolution"], { key: "sla_by_class" }),
        await table("handoff", ["requests", "gap_rate", "resolution_minutes"]),
        await table("module", ["requests", "gap_rate", "handover_rate"], {
          key: "gaps_by_module",
          name: { zh: "知识缺口按模块", en: "Knowledge gaps by module" },
        }),
        await pausesByReason(desk),
        unused,
      ],
    };
  },
};

/** How often and how long the resolution's clock stood still, by the reasons of the SLA policy. */
async function pausesByReason({ tx, query, policies, say }: ReportDesk): Promise<Table> {
  const found = await measurePauses(tx, query);
  const name = (code: string) => policies.sla.pauses.find((rule) => rule.code === code)?.name;
  return {
    key: "pauses",
    name: say({ zh: "暂停计时按原因", en: "Clocks paused, by reason" }),
    dimension: null,
    columns: [
      { key: "tickets", name: say({ zh: "工单数", en: "Tickets" }), unit: "count" },
      { key: "minutes", name: say({ zh: "暂停时长合计", en: "Time paused in all" }), unit: "minutes" },
    ],
    rows: found.map(({ reason, tickets, seconds }) => {
      const named = name(reason);
      return { value: reason, name: named === undefined ? reason : say(named), cells: [tickets, seconds / 60] };
    }),
  };
}

/** Catalogue items and teams of the policies that no ticket of the period had. */
async function unusedRows({ measure, policies, query, say }: ReportDesk): Promise<Table> {
  const used = async (by: "item" | "team") => new Set((await measure(["requests"], query.period, by)).keys());
  const [items, teams] = [await used("item"), await used("team")];
  const wantedTeams = [
    ...new Set([
      ...policies.dispatch.rules.map(({ team }) => team),
      ...Object.values(policies.dispatch.escalationTeams),
    ]),
  ];
  const row = (by: "item" | "team", kind: string) => (value: string) => ({
    value,
    name: valueName(policies, by, value, query.language),
    cells: [kind],
  });
  return {
    key: "unused",
    name: say({ zh: "期间内没有用到的配置", en: "Configuration that the period did not use" }),
    dimension: null,
    columns: [{ key: "kind", name: say({ zh: "类别", en: "Kind" }), unit: "text" }],
    rows: [
      ...policies.catalogue.items
        .map(({ item }) => item)
        .filter((item) => !items.has(item))
        .map(row("item", say({ zh: "服务项", en: "Service item" }))),
      ...wantedTeams.filter((team) => !teams.has(team)).map(row("team", say({ zh: "团队", en: "Team" }))),
    ],
  };
}
