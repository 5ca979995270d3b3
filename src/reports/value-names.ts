import type { Policies } from "../policy/policies.ts";
import type { Bilingual } from "./metrics/metric.ts";
import { type DimensionName, UNKNOWN } from "./slices.ts";

type Words = Readonly<Record<string, Bilingual>>;
const word = (zh: string, en: string): Bilingual => ({ zh, en });

const WORDS: Partial<Record<DimensionName, Words>> = {
  type: {
    ...{ consult: word("咨询", "Consulting"), standard: word("标准服务", "Standard service") },
    ...{ professional: word("专业服务", "Professional service"), complaint: word("投诉", "Complaint") },
  },
  class: {
    ...{ A: word("A 战略", "A strategic"), B: word("B 贡献", "B contributing"), C: word("C 高潜", "C high potential") },
    ...{ D: word("D 一般", "D ordinary"), E: word("E 渠道", "E channel") },
  },
  stage: {
    ...{ evaluation: word("考察期", "Evaluation"), forming: word("形成期", "Forming") },
    ...{ stable: word("稳定期", "Stable"), declining: word("退化期", "Declining") },
  },
  channel: {
    ...{
      web: word("网页", "Web"),
      api: word("接口", "API"),
      email: word("邮件", "E-mail"),
      phone: word("电话", "Phone"),
    },
    ...{ wecom: word("企业微信", "WeCom"), dingtalk: word("钉钉", "DingTalk"), feishu: word("飞书", "Feishu") },
    ticket: word("工单", "Ticket"),
  },
  language: { zh: word("中文", "Chinese"), en: word("英文", "English") },
  urgency: { high: word("高", "High"), normal: word("中", "Normal"), low: word("低", "Low") },
  sentiment: {
    negative: word("负面", "Negative"),
    neutral: word("中性", "Neutral"),
    positive: word("正面", "Positive"),
  },
  tier: {
    ...{ 0: word("机器人", "Bot"), 1: word("一线客服", "First line") },
    ...{ 2: word("二线技服", "Technical service"), 3: word("三线产研", "R&D") },
  },
  team: {
    ...{ first_line: word("一线客服", "First line"), technical: word("二线技服", "Technical service") },
    ...{
      rnd: word("三线产研", "R&D"),
      delivery: word("交付团队", "Delivery"),
      csm: word("客户成功", "Customer success"),
    },
    ...{ experts: word("专家团队", "Experts"), channel_partner: word("渠道伙伴", "Channel partner") },
  },
  handoff: {
    ...{ needs_diagnosis: word("需要诊断", "Needs diagnosis"), complaint_redress: word("投诉处理", "Complaint") },
    ...{ professional_scoping: word("专业服务评估", "Scoping"), commercial_quote: word("商务报价", "Quote") },
    ...{
      customer_asked_human: word("客户要人工", "Asked for a person"),
      not_in_knowledge_base: word("知识库没有", "Not in the knowledge base"),
    },
    ...{ wrong_answer: word("回答有误", "Wrong answer"), product_defect: word("产品缺陷", "Product defect") },
    ...{ feature_roadmap: word("产品需求", "Feature request"), unsure: word("把握不足", "Unsure") },
    ...{ model_failure: word("模型故障", "Model failure"), security_incident: word("安全事件", "Security incident") },
  },
  cause: {
    ...{ product: word("产品", "Product"), usage: word("使用", "Usage"), service: word("服务", "Service") },
    ...{ contract: word("合同", "Contract"), environment: word("环境", "Environment") },
  },
};

/** How people call a value of a dimension; the value itself where it has no other name. */
export function valueName(policies: Policies, by: DimensionName, value: string, language: keyof Bilingual): string {
  if (value === UNKNOWN) return language === "zh" ? "未知" : "Unknown";
  const { taxonomy, catalogue } = policies;
  const named =
    by === "product"
      ? taxonomy.products.find(({ code }) => code === value)?.name
      : by === "module"
        ? taxonomy.products.flatMap(({ modules }) => modules).find(({ code }) => code === value)?.name
        : by === "item"
          ? catalogue.items.find(({ item }) => item === value)?.name
          : WORDS[by]?.[value];
  return named?.[language] ?? value;
}
