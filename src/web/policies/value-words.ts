import { useWordsIn } from "../app/preferences.tsx";

const zh = {
  dimensions: {
    ...{ class: "客户分类", content: "服务内容", issue: "事情", type: "服务类型", item: "服务项", risk: "风险" },
    ...{ channel: "渠道", plan: "服务计划", urgency: "紧急程度", tier: "层级" },
  } as Record<string, string>,
  issue: {
    ...{ product: "产品问题", custom: "定制问题", expert: "专家需求", commercial: "商务问题", complaint: "投诉" },
  } as Record<string, string>,
  content: {
    ...{ none: "无", contract: "合同", sla: "SLA", concierge: "管家式服务", expert: "专家服务" },
  } as Record<string, string>,
  risk: {
    ...{ none: "无风险", money: "金额", promise: "承诺", security: "安全", data: "客户数据" },
  } as Record<string, string>,
  plan: { standard: "标准", priority: "优先", premier: "尊享" } as Record<string, string>,
  owner: {
    ...{ agent: "客服", engineer: "技术工程师", csm: "客户成功经理", sales: "销售", delivery_contact: "交付联系人" },
    ...{ expert_lead: "专家负责人", channel_manager: "渠道经理", service_manager: "服务经理" },
  } as Record<string, string>,
  mode: { auto: "可自动发送", draft_only: "只拟稿", off: "关闭" } as Record<string, string>,
  chargeable: {
    ...{ free: "免费", in_plan: "计划内", over_quota: "超额收费", quoted: "另行报价" },
  } as Record<string, string>,
  group: { problem: "问题", request: "诉求", risk: "风险", opportunity: "机会", praise: "表扬" } as Record<
    string,
    string
  >,
  stops: { next_response: "后续响应", resolution: "解决" } as Record<string, string>,
  weekdays: { mon: "一", tue: "二", wed: "三", thu: "四", fri: "五", sat: "六", sun: "日" },
  yes: "是",
  no: "否",
  none: "无",
  always: "其余情况",
  or: "、",
  and: "；",
  /** Between sentences. */
  between: "",
  pair: (name: string, values: string) => `${name}：${values}`,
  minutes: (count: number) => `${count} 分钟`,
  hours: (count: number) => `${count} 小时`,
  days: (count: number) => `${count} 个工作日`,
  on: (length: string, calendar: string) => `${length}（${calendar}）`,
};

const en: typeof zh = {
  dimensions: {
    ...{ class: "class", content: "service content", issue: "matter", type: "service type", item: "service" },
    ...{ risk: "risk", channel: "channel", plan: "plan", urgency: "urgency", tier: "tier" },
  },
  issue: {
    ...{
      product: "product",
      custom: "custom work",
      expert: "expert",
      commercial: "commercial",
      complaint: "complaint",
    },
  },
  content: { none: "none", contract: "contract", sla: "SLA", concierge: "concierge", expert: "expert" },
  risk: { none: "no risk", money: "money", promise: "promise", security: "security", data: "customer data" },
  plan: { standard: "standard", priority: "priority", premier: "premier" },
  owner: {
    ...{ agent: "Agent", engineer: "Engineer", csm: "CSM", sales: "Sales", delivery_contact: "Delivery contact" },
    ...{ expert_lead: "Expert lead", channel_manager: "Channel manager", service_manager: "Service manager" },
  },
  mode: { auto: "may send by itself", draft_only: "drafts only", off: "off" },
  chargeable: { free: "free", in_plan: "in the plan", over_quota: "beyond the quota", quoted: "quoted" },
  group: { problem: "problem", request: "request", risk: "risk", opportunity: "opportunity", praise: "praise" },
  stops: { next_response: "next response", resolution: "resolution" },
  weekdays: { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" },
  yes: "yes",
  no: "no",
  none: "none",
  always: "everything else",
  or: ", ",
  and: "; ",
  between: " ",
  pair: (name, values) => `${name}: ${values}`,
  minutes: (count) => `${count} min`,
  hours: (count) => `${count} h`,
  days: (count) => `${count} working ${count === 1 ? "day" : "days"}`,
  on: (length, calendar) => `${length} (${calendar})`,
};

export type ValueWords = typeof zh;

/** The codes of policies in words. */
export const useValueWords = () => useWordsIn({ zh, en });
