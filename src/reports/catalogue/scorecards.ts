import { memberNames } from "../members.ts";
import type { Report, ReportContent, ReportDesk } from "../report.ts";

const WORK = [
  "resolved",
  "first_response_minutes",
  "resolution_minutes",
  "sla_resolution",
  "fcr",
  "reopen_rate",
  "csat",
];

async function cards(desk: ReportDesk, by: "person" | "team" | "product" | "tier"): Promise<ReportContent> {
  const names = by === "person" ? await memberNames(desk.tx) : new Map<string, string>();
  const keys = by === "person" ? [...WORK, "draft_used", "time_saved"] : [...WORK, "nps", "cost_per_resolution"];
  return {
    figures: await desk.figures(WORK),
    series: await desk.series(["resolved", "csat"]),
    // Nobody is missing among people, however many there are.
    tables: [await desk.table(by, keys, { names, ...(by === "person" ? { limit: names.size + 1 } : {}) })],
  };
}

export const byPerson: Report = {
  name: { zh: "个人记分卡", en: "Scorecards by person" },
  about: {
    zh: "按工单负责人；草稿按处理人。样本少的行请结合样本量看。",
    en: "By who is accountable for the ticket; drafts by who decided. Read rows of few tickets with care.",
  },
  build: (desk) => cards(desk, "person"),
};
export const byTeam: Report = {
  name: { zh: "团队记分卡", en: "Scorecards by team" },
  about: { zh: "按工单所在队列。", en: "By the queue that the ticket stood in last." },
  build: (desk) => cards(desk, "team"),
};
export const byProduct: Report = {
  name: { zh: "产品记分卡", en: "Scorecards by product" },
  about: { zh: "按产品，再按模块。", en: "By product, then by module." },
  async build(desk) {
    const { tables, ...rest } = await cards(desk, "product");
    return { ...rest, tables: [...tables, await desk.table("module", [...WORK, "tier_3"])] };
  },
};
export const byOrganisation: Report = {
  name: { zh: "组织记分卡", en: "Scorecards by organisation" },
  about: {
    zh: "整个服务组织，再按层级（机器人、一线、二线、三线），最后按团队。",
    en: "The whole organisation, then its tiers (bot, first line, technical service, R&D), then its teams.",
  },
  async build(desk) {
    const { tables, ...rest } = await cards(desk, "tier");
    const team = await desk.table("team", [...WORK, "ola", "work_minutes"]);
    return { ...rest, tables: [...tables, team] };
  },
};
