import type {
  ApproverRole,
  Channel,
  CustomerClass,
  HandoffReason,
  Language,
  MemberRole,
  Sentiment,
  ServiceItem,
  ServiceType,
  Team,
  Urgency,
  VocTag,
} from "../../../api/wire.ts";
import type { RejectReason, Ticket } from "../../wire.ts";

/** The closed sets in words. A label without a word does not compile. */
export interface LabelWords {
  readonly status: Record<Ticket["status"], string>;
  readonly tier: Record<0 | 1 | 2 | 3, string>;
  readonly team: Record<Team, string>;
  readonly type: Record<ServiceType, string>;
  readonly item: Record<ServiceItem, string>;
  readonly urgency: Record<Urgency, string>;
  readonly sentiment: Record<Sentiment, string>;
  readonly class: Record<CustomerClass, string>;
  readonly channel: Record<Channel, string>;
  readonly language: Record<Language, string>;
  readonly handoff: Record<HandoffReason, string>;
  readonly voc: Record<VocTag, string>;
  readonly role: Record<MemberRole, string>;
  readonly approver: Record<ApproverRole, string>;
  readonly reject: Record<RejectReason, string>;
}

export const zhLabels: LabelWords = {
  status: {
    open: "待处理",
    pending_customer: "等客户",
    pending_internal: "等内部",
    resolved: "已解决",
    closed: "已关闭",
  },
  tier: { 0: "机器人", 1: "一线", 2: "二线", 3: "三线" },
  team: {
    first_line: "一线客服",
    technical: "二线技服",
    rnd: "三线产研",
    delivery: "交付",
    csm: "客户成功",
    experts: "专家",
    channel_partner: "渠道伙伴",
  },
  type: { consult: "咨询", standard: "标准服务", professional: "专业服务", complaint: "投诉" },
  item: {
    presales: "售前咨询",
    howto: "使用咨询",
    suggestion: "建议",
    fault: "故障",
    upgrade: "升级",
    operation: "运维操作",
    support: "现场支持",
    custom: "定制开发",
    migration: "数据迁移",
    inspection: "巡检",
    training: "培训",
    expert: "专家服务",
    service: "服务投诉",
    quality: "质量投诉",
    billing: "费用投诉",
    promise: "承诺未兑现",
  },
  urgency: { high: "紧急", normal: "普通", low: "不急" },
  sentiment: { negative: "不满", neutral: "平静", positive: "满意" },
  class: { A: "A 战略", B: "B 价值", C: "C 潜力", D: "D 普通", E: "E 渠道", unknown: "未分类" },
  channel: {
    web: "网页",
    api: "接口",
    email: "邮件",
    phone: "电话",
    wecom: "企业微信",
    dingtalk: "钉钉",
    feishu: "飞书",
    ticket: "工单",
  },
  language: { zh: "中文", en: "英文" },
  handoff: {
    needs_diagnosis: "需要排查",
    complaint_redress: "投诉处理",
    professional_scoping: "专业服务评估",
    commercial_quote: "询价",
    customer_asked_human: "客户要求人工",
    not_in_knowledge_base: "知识库无答案",
    wrong_answer: "此前答复有误",
    wrong_answer_data_loss: "答复致数据丢失",
    data_repair: "数据修复",
    hotfix: "单独补丁",
    product_defect: "产品缺陷",
    feature_roadmap: "产品需求",
    security_incident: "安全事件",
    privileged_operation: "特权操作",
    prompt_injection: "疑似操纵机器人",
    unsure: "机器没有把握",
    model_failure: "模型不可用",
    content_flagged: "内容安全",
  },
  voc: {
    defect: "缺陷",
    performance: "性能",
    usability: "易用性",
    feature_gap: "功能缺失",
    documentation: "文档",
    installation: "安装",
    upgrade: "升级",
    integration: "集成",
    compatibility: "兼容性",
    data_loss: "数据丢失",
    security: "安全",
    account_permission: "账号权限",
    pricing_licence: "价格授权",
    service_response: "服务响应",
    churn_risk: "流失风险",
    expansion: "增购意向",
    praise: "表扬",
  },
  role: {
    agent: "客服",
    engineer: "技术工程师",
    developer: "研发",
    csm: "客户成功经理",
    manager: "服务经理",
    analyst: "分析员",
    editor: "知识编辑",
    admin: "管理员",
    auditor: "审计员",
  },
  approver: {
    agent: "客服",
    engineer: "技术工程师",
    csm: "客户成功经理",
    sales_manager: "销售经理",
    service_manager: "服务经理",
    service_director: "服务总监",
  },
  reject: {
    wrong_fact: "事实有误",
    missing_step: "缺少步骤",
    tone: "语气不妥",
    policy: "违反规定",
    personal: "个人习惯",
    not_needed: "不需要回复",
    other: "其他",
  },
};
