import type { Report } from "../report.ts";

/** 服务内容分析: what is asked for, and what it takes. */
export const content: Report = {
  name: { zh: "服务内容分析", en: "What is asked for" },
  about: {
    zh: "来因：服务项、产品模块、版本；哪里升级多、重开多、投诉多；投诉的根因。",
    en: "Why customers write: items, modules, versions; where matters climb, reopen and turn into complaints; and their root causes.",
  },
  async build({ figures, series, table }) {
    return {
      figures: await figures(["requests", "complaint_rate", "negative_rate", "fcr", "reopen_rate", "tier_2", "tier_3"]),
      series: await series(["requests", "complaint_rate"]),
      tables: [
        await table("item", ["requests", "resolution_minutes", "fcr", "tier_2", "csat"]),
        await table("module", ["requests", "negative_rate", "resolution_minutes", "tier_3", "reopen_rate"]),
        await table("version", ["requests", "negative_rate", "tier_3", "csat"]),
        await table("cause", ["requests", "resolution_minutes"], {
          name: { zh: "投诉根因（已核实）", en: "Root causes of complaints (verified)" },
          keep: (value) => value !== "unknown",
        }),
      ],
    };
  },
};
