import type { Report } from "../report.ts";

/** 整体咨询分析: demand, speed, quality and cost of all of it. */
export const overall: Report = {
  name: { zh: "整体咨询分析", en: "Overall" },
  about: {
    zh: "请求量、响应与解决、满意度、积压与成本的全貌。",
    en: "Demand, response and resolution, satisfaction, backlog and cost at a glance.",
  },
  async build({ figures, series, table }) {
    return {
      figures: await figures([
        ...["requests", "customers", "first_response_minutes", "resolution_minutes", "sla_first", "sla_resolution"],
        ...["fcr", "reopen_rate", "csat", "nps", "ces", "backlog", "backlog_old", "complaint_rate", "negative_rate"],
        ...["tier_0", "tier_1", "tier_2", "tier_3", "cost_per_resolution"],
      ]),
      series: await series(["requests", "resolved", "first_response_minutes", "csat"]),
      tables: [
        await table("type", ["requests", "first_response_minutes", "resolution_minutes", "fcr", "csat"]),
        await table("product", ["requests", "resolution_minutes", "fcr", "csat", "cost_per_resolution"]),
        await table("channel", ["requests", "first_response_minutes", "pickup_rate", "csat"]),
        await table("class", ["requests", "sla_first", "sla_resolution", "csat", "nps", "cost_per_resolution"]),
        await table("stage", ["requests", "negative_rate", "csat", "nps"]),
      ],
    };
  },
};
