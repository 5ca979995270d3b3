import type { Report } from "../report.ts";

/** 机器人使用分析: what the bot settles, by four definitions, and where it does not. */
export const bot: Report = {
  name: { zh: "机器人使用分析", en: "The bot" },
  about: {
    zh: "四种口径的解决率并列：客户确认、视为解决、满意度核实、扣除重开；以及在哪里转人工。",
    en: "Four definitions of resolution side by side: confirmed, assumed, verified, reopen-adjusted; and where it hands over.",
  },
  async build({ figures, series, table }) {
    const four = ["bot_confirmed", "bot_assumed", "bot_verified", "bot_adjusted"];
    return {
      figures: await figures([
        ...[
          "bot_answered",
          ...four,
          "handover_rate",
          "gap_rate",
          "draft_accepted",
          "draft_used",
          "tokens_per_resolution",
        ],
      ]),
      series: await series(["bot_answered", ...four]),
      tables: [
        await table("module", ["requests", "bot_answered", ...four]),
        await table("item", ["requests", "bot_answered", "bot_assumed", "bot_adjusted"]),
        await table("handoff", ["requests"]),
        await table("language", ["requests", "bot_answered", ...four]),
      ],
    };
  },
};
