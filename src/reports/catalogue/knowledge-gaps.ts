import { maskPii } from "../../kernel/pii.ts";
import { bind, conditions } from "../measure.ts";
import type { Report, ReportDesk, Table } from "../report.ts";
import { sliceValues } from "../slices.ts";

const EXAMPLES = 20;

/** What customers asked and the knowledge base did not answer. */
export const knowledgeGaps: Report = {
  name: { zh: "知识缺口", en: "Knowledge gaps" },
  about: {
    zh: "可答性低的问题集中在哪些模块与服务项，最近的原话是什么（个人信息已遮盖）。",
    en: "Where questions are that the knowledge base does not answer, with the latest of them in the customers' words (personal facts masked).",
  },
  async build(desk) {
    const { figures, series, table } = desk;
    return {
      figures: await figures(["gap_rate", "handover_rate", "bot_answered"]),
      series: await series(["gap_rate"]),
      tables: [
        await table("module", ["requests", "gap_rate", "handover_rate"]),
        await table("item", ["requests", "gap_rate", "handover_rate"]),
        await examples(desk),
      ],
    };
  },
};

async function examples({ tx, query, say }: ReportDesk): Promise<Table> {
  const { text, values } = bind(
    `select t.id, t.subject, coalesce(f.module, '') as module, f.answerability from ticket_fact f
     join ticket t on t.tenant_id = f.tenant_id and t.id = f.ticket_id
     where f.tenant_id = :tenant::uuid and f.created_at >= :from::timestamptz and f.created_at < :to::timestamptz
       and f.answerability < 0.5${conditions(query.slice)} order by f.created_at desc limit :limit::int`,
    {
      tenant: tx.tenantId,
      from: query.period.start,
      to: query.period.end,
      limit: EXAMPLES,
      ...sliceValues(query.slice),
    },
  );
  const { rows } = await tx.query<{ id: string; subject: string; module: string; answerability: number }>(text, values);
  const column = (key: string, zh: string, en: string, unit: "text" | "ratio") => ({
    key,
    name: say({ zh, en }),
    unit,
  });
  return {
    key: "examples",
    name: say({ zh: "最近没有答上的问题", en: "Latest questions without an answer" }),
    dimension: null,
    columns: [column("module", "模块", "Module", "text"), column("answerability", "可答性", "Answerable", "ratio")],
    rows: rows.map(({ id, subject, module, answerability }) => ({
      ...{ value: id, name: maskPii(subject), cells: [module, Number(answerability)] },
    })),
  };
}
