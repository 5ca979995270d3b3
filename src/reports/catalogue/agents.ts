import { memberNames } from "../members.ts";
import type { Report } from "../report.ts";

/** 客服工作分析: how people work, and how much the copilot helps them. */
export const agents: Report = {
  name: { zh: "客服工作分析", en: "People's work" },
  about: {
    zh: "接起、响应、升级与工时，以及 AI 草稿帮了多少。先看能帮到谁，再看分数。",
    en: "Pick-up, response, escalation and effort, and how far drafts helped. See first whom to help, then the scores.",
  },
  async build({ tx, figures, series, table }) {
    const names = await memberNames(tx);
    return {
      figures: await figures([
        ...["pickup_rate", "pickup_minutes", "next_response_minutes", "sla_next", "ola", "return_rate", "work_minutes"],
        ...["drafts", "draft_accepted", "draft_used", "draft_distance", "time_saved"],
      ]),
      series: await series(["pickup_minutes", "draft_used", "time_saved"]),
      tables: [
        await table(
          "person",
          ["resolved", "resolution_minutes", "fcr", "reopen_rate", "csat", "draft_used", "time_saved"],
          { names, limit: names.size + 1 },
        ),
        await table("team", ["requests", "pickup_minutes", "next_response_minutes", "ola", "work_minutes"]),
      ],
    };
  },
};
