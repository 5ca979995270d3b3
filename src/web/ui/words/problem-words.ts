import { ApiError } from "../../client.ts";

type Language = "zh" | "en";

/** Sentences of the server by their pattern, in Chinese; `$1` stands for what the pattern catches first. */
export type Sentences = readonly (readonly [RegExp, string])[];

/**
 * What the server says of work on tickets, in Chinese. A sentence that is not here is shown as its kind, with the
 * original behind it.
 */
const SENTENCES: Sentences = [
  [/^A new message has come in since you wrote/, "您动笔之后客户又发来了消息，请看过后再发送。"],
  [/^The conversation has moved on since/, "草稿写成之后对话已有新进展，请看过后再操作。"],
  [/^The draft has changed since you opened it/, "您打开之后草稿已被改动，请再看一遍。"],
  [/^The recipient has changed/, "草稿写成之后收件人已变更。"],
  [/^This draft has been sent already/, "这份草稿已经发送过了。"],
  [/^This draft is \w+; it cannot be sent/, "这份草稿已不在待发状态，不能发送。"],
  [/^This draft does not wait for an approval/, "这份草稿不在等待审批，请先采纳。"],
  [/^This draft waits for/, "这份草稿等待的审批不由您的角色给出。"],
  [/^You may draft replies, not approve them/, "您只能拟稿，不能审批。"],
  [/^You may write drafts only/, "您只能拟稿，需要由有发送权的成员采纳。"],
  [/Reopen it before you reply/, "工单已经结束，请先重新打开再回复。"],
  [/^This ticket is \w+: \w+ is not possible now/, "工单当前的状态不允许这一步操作。"],
  [/^A person has taken over; the bot stays silent/, "人工已接手，机器人保持静默。"],
  [/^The ticket is at tier \d already/, "工单已经在这一层级。"],
  [/cannot be returned to tier/, "不能退回到这一层级。"],
  [/^Somebody else works on this ticket/, "已有同事在处理，请与其协商，或由主管指派。"],
  [/^A complaint is closed only with/, "投诉须有经过核实的根因和补救措施才能关闭。"],
  [/^A manager verifies the cause/, "投诉根因由主管核实。"],
  [/^Nobody has recorded a root cause yet/, "还没有人登记根因。"],
  [/^Somebody else than its author verifies/, "根因须由登记人以外的成员核实。"],
  [/^The customer has written again since/, "客户之后又来信，已在另一张未结工单里。"],
  [/^Somebody has published another version/, "其他人已发布了新版本，请先查看。"],
  [/^Nobody gives themselves the right to send/, "不能给自己开通发送权，请由其他主管开通。"],
  [/^The tenant needs an administrator/, "至少要保留一名管理员，请先指定其他人。"],
  [/is a member already/, "此邮箱已经是成员。"],
  [/^Too many failed attempts/, "失败次数过多，请过几分钟再试。"],
  [/^The e-mail or the password is wrong/, "邮箱或密码不对。"],
  [/^The current password is wrong/, "当前密码不对。"],
  [/^The session has ended/, "登录已过期，请重新登录。"],
  [/may not read reports/, "收件人里有不能看报表的成员，请先去掉。"],
  [/^There is a tag \S+ already/, "已有这个编码的标签。"],
  [/^This proposal was \w+ already/, "这条提案已经处理过了。"],
  [/^Your role \(/, "您的角色不能做这一步操作。"],
];

const KINDS: Readonly<Record<string, string>> = {
  invalid: "输入有误",
  unconfirmed: "输入的确认内容不一致，没有任何改动",
  unauthenticated: "请先登录",
  forbidden: "您没有权限",
  not_found: "没有找到",
  conflict: "与当前状态冲突",
  precondition_failed: "内容已被他人改动，请刷新后再试",
  too_large: "内容过大",
  unsupported: "不支持这种格式",
  rate_limited: "操作过于频繁，请稍后再试",
  unavailable: "服务暂不可用，请稍后再试",
  timeout: "处理超时，请稍后再试",
  canceled: "已取消",
  offline: "网络已断开，请检查网络后再试",
  internal: "服务出错，请联系管理员",
};

/** A sentence of the server in Chinese, by the first pattern that it matches; null where none does. */
export function sentenceIn(sentences: Sentences, said: string): string | null {
  for (const [pattern, words] of sentences) {
    const match = pattern.exec(said);
    if (match !== null) return words.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
  }
  return null;
}

/**
 * What went wrong, for the reader's eyes. The server speaks English; its words are kept behind the Chinese where they
 * say more.
 */
export function problemText(error: unknown, language: Language, fallback: string): string {
  if (!(error instanceof ApiError)) return fallback;
  if (language === "en") return error.message;
  const known = sentenceIn(SENTENCES, error.message);
  if (known !== null) return known;
  const kind = KINDS[error.code] ?? fallback;
  const says =
    error.code === "offline" || error.code === "internal" || error.message === "" ? "" : `（${error.message}）`;
  return `${kind}${says}`;
}
