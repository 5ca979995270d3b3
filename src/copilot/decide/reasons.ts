import type { HandoffReason } from "../../kernel/labels.ts";
import type { Bilingual } from "../../policy/table.ts";

/** Why something was decided: a stable code for programs, a sentence for people. */
export interface Reason extends Bilingual {
  readonly code: string;
}

/** Why nothing may be sent without a person. */
export const STOPS = {
  check_failed: { zh: "草稿没有通过检查。", en: "The draft did not pass its checks." },
  labels_unknown: { zh: "分类结果缺失或不在封闭集合内。", en: "The labels are missing or outside the closed sets." },
  classifier_unsure: { zh: "分类器把握不足。", en: "The classifier is not sure enough." },
  opinions_disagree: {
    zh: "分类器与模型对服务类型意见不一致。",
    en: "The classifier and the model disagree on the service type.",
  },
  model_labels_unknown: { zh: "模型给出的标签不在封闭集合内。", en: "The model gave labels outside the closed sets." },
  maybe_complaint: { zh: "可能是投诉。", en: "It may be a complaint." },
  always_human: {
    zh: "投诉与专业服务必须由人发送。",
    en: "Complaints and professional services are always sent by a person.",
  },
  injection: { zh: "消息里有针对机器人的指令。", en: "The message holds orders to the machine." },
  asked_human: { zh: "客户要求人工。", en: "The customer asked for a person." },
  not_automatic: {
    zh: "该渠道、类型、事项与客户分类不自动发送。",
    en: "Nothing is sent automatically for this channel, type, item and class.",
  },
  silenced: { zh: "机器人静默开关已打开。", en: "The switch that silences the bot is on." },
  approval_needed: { zh: "回复需要审批。", en: "The reply needs approval." },
  human_in_charge: {
    zh: "人工已接手，机器人不插话。",
    en: "A person has taken over, and the machine does not talk over them.",
  },
  built_for_customer: { zh: "涉及为该客户定制的部分。", en: "It touches a part that was built for this customer." },
  weak_evidence: { zh: "知识库没有足够依据。", en: "The knowledge base does not say enough." },
  no_draft: { zh: "没有可用的草稿。", en: "There is no draft." },
  files_unread: { zh: "消息带有文件，须由人查看。", en: "The message carries files that a person has to look at." },
  said_before: {
    zh: "同样的内容已经答复过，客户又来信了。",
    en: "The same was said before, and the customer has written again.",
  },
  asked_enough: { zh: "已经反问过多次。", en: "Enough questions have been asked back." },
} as const satisfies Record<string, Bilingual>;
export type StopCode = keyof typeof STOPS;

/** Why the labels were sure enough with a model that would not have been without. */
export const AGREEMENT: Bilingual = {
  zh: "模型与分类器对服务类型意见一致，按策略放宽把握要求。",
  en: "The model names the same service type, and the policy asks for less certainty then.",
};

/** Why a request goes to a person. */
export const HANDOFFS: Readonly<Record<HandoffReason, Bilingual>> = {
  needs_diagnosis: { zh: "需要技术排查。", en: "It needs a diagnosis." },
  complaint_redress: { zh: "客户要求处理投诉。", en: "The customer complains and wants redress." },
  professional_scoping: { zh: "专业服务，需要评估范围。", en: "Professional work has to be scoped." },
  commercial_quote: { zh: "客户询价，由销售报价。", en: "The customer asks for a price, and sales quotes." },
  customer_asked_human: { zh: "客户要求人工。", en: "The customer asked for a person." },
  not_in_knowledge_base: { zh: "知识库没有答案。", en: "The knowledge base has no answer." },
  wrong_answer: { zh: "此前的答复不对或不适用。", en: "An earlier answer was wrong or did not fit." },
  wrong_answer_data_loss: { zh: "照此前的答复操作后丢了数据。", en: "Data was lost by following an earlier answer." },
  data_repair: { zh: "需要直接修复数据。", en: "Data has to be repaired directly." },
  hotfix: { zh: "客户无法升级，需要单独的修复。", en: "The customer cannot upgrade and needs the fix alone." },
  product_defect: { zh: "已确认的产品缺陷，交研发排期。", en: "A confirmed defect goes to R&D for planning." },
  feature_roadmap: { zh: "产品需求，交产品规划。", en: "A wish for the product goes to its planning." },
  security_incident: { zh: "安全事件。", en: "A security incident." },
  privileged_operation: { zh: "须核实身份后由人操作。", en: "A person has to verify and carry out the operation." },
  prompt_injection: { zh: "消息试图操纵机器人。", en: "The message tries to steer the machine." },
  unsure: { zh: "机器没有把握。", en: "The machine is not sure." },
  content_flagged: { zh: "内容安全规则命中。", en: "A content safety rule has found something." },
  model_failure: { zh: "模型不可用。", en: "The model failed." },
};

export const reasonOf = (code: string, sentence: Bilingual): Reason => ({ code, zh: sentence.zh, en: sentence.en });
