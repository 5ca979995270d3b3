import { useWordsIn } from "../app/preferences.tsx";
import type { PolicyKind } from "./wire.ts";

interface KindWords {
  readonly name: string;
  readonly lead: string;
}

const zhKinds: Record<PolicyKind, KindWords> = {
  catalogue: { name: "服务目录", lead: "有哪些服务，通常由哪一层处理、怎么收费、要核对什么。" },
  dispatch: { name: "分派", lead: "请求交给哪个团队、由谁负责、从哪一层开始。" },
  sla: { name: "时限与日历", lead: "多久响应、多久解决，按哪个日历计时，何时可以暂停。" },
  approval: { name: "审批", lead: "什么样的回复须由谁同意才能发出。" },
  autonomy: { name: "自动化", lead: "机器可以自己发送什么，多大把握才算数。" },
  taxonomy: { name: "标签体系", lead: "客户之声按什么统计。" },
  safety: { name: "内容安全", lead: "在来信和回复里查找哪些词。" },
};

const enKinds: typeof zhKinds = {
  catalogue: { name: "Service catalogue", lead: "What services there are, who usually does them, and what they cost." },
  dispatch: { name: "Dispatch", lead: "Which team takes a request, who is accountable, and at which tier it begins." },
  sla: {
    name: "Targets and calendars",
    lead: "How soon requests are answered and solved, and when clocks may stand still.",
  },
  approval: { name: "Approvals", lead: "Who must agree before which reply leaves." },
  autonomy: { name: "Autonomy", lead: "What the machine may send by itself, and how sure it must be." },
  taxonomy: { name: "Taxonomy", lead: "What the voice of the customer is counted by." },
  safety: { name: "Content safety", lead: "Which words are looked for in messages and replies." },
};

const zh = {
  title: "策略",
  lead: "请求怎样分类、分派、计时、审批和答复，都由这些规则决定。",
  kinds: zhKinds,
  back: "全部策略",
  shipped: "随产品自带",
  version: (version: number) => `第 ${version} 版`,
  changing: "有未发布的修改",
  parts: { read: "阅读", edit: "修改", versions: "历史" },
  elsewhere: {
    taxonomy: { text: "增改标签请到洞察里的“标签体系”：先看影响再发布，历史自动回填。", link: "去标签体系" },
    safety: { text: "增改词表也可以到管理里的“内容安全”，在那里可以先试一段文字。", link: "去内容安全" },
  },
  silence: "机器人静默",
  silenceOn: "已静默：机器不自己发送任何内容，只拟稿。",
  silenceOff: "未静默：按下面的规则，机器可以自己发送。",
  silenceAsk: "让机器人静默？从现在起，所有回复都由人发送。",
  speakAsk: "让机器人重新按规则自己发送？",
  turnOn: "静默",
  turnOff: "解除静默",
  text: "策略文字（YAML）",
  checking: "检查中…",
  sound: "可以发布",
  problems: (count: number) => `有 ${count} 处问题，改好才能发布：`,
  line: (line: number) => `第 ${line} 行`,
  overtaken: (version: number) => `其他人发布过新版本，现在生效的是第 ${version} 版。`,
  publish: "发布…",
  publishNow: "发布",
  publishTitle: (name: string) => `发布“${name}”`,
  publishText: "发布后立即生效，只影响之后的请求；可以随时恢复到以前的版本。",
  published: "已发布，即刻生效",
  triedSaid: (changed: number, asked: number) =>
    changed === 0
      ? `试算过：${asked} 个过去的请求判定都不变。`
      : `试算过：${asked} 个过去的请求里，${changed} 个会不同。`,
  notTried: "这份文字还没有试算过。建议先用过去的请求试算，看会影响谁。",
  whatChanges: "改动",
  note: "为什么改（记入历史）",
  drop: "放弃修改",
  dropAsk: "放弃您的修改，恢复为现行的文字？",
  noVersions: "还没有发布过",
  noVersionsText: "现在生效的是随产品自带的版本。",
  active: "生效中",
  notAMember: "系统",
  restore: "恢复此版",
  restoreAsk: (version: number) => `让第 ${version} 版重新生效？`,
  restored: (version: number) => `第 ${version} 版已重新生效`,
  earlier: "更早的版本",
  from: "比较",
  to: "与",
  same: "两版的文字相同",
};

const en: typeof zh = {
  title: "Policies",
  lead: "These rules decide how requests are sorted, dispatched, timed, approved and answered.",
  kinds: enKinds,
  back: "All policies",
  shipped: "as shipped",
  version: (version) => `version ${version}`,
  changing: "changes not published",
  parts: { read: "Read", edit: "Change", versions: "History" },
  elsewhere: {
    taxonomy: {
      text: "Tags are changed in Insights, where you see the effect first and the past follows.",
      link: "Go to the taxonomy",
    },
    safety: {
      text: "Lists of words can also be changed in Admin, where a text can be tried first.",
      link: "Go to content safety",
    },
  },
  silence: "Silence the bot",
  silenceOn: "Silenced: the machine sends nothing by itself and only drafts.",
  silenceOff: "Not silenced: the machine may send by itself as the rules below say.",
  silenceAsk: "Silence the bot? From now on people send every reply.",
  speakAsk: "Let the bot send by itself again, as the rules say?",
  turnOn: "Silence",
  turnOff: "End the silence",
  text: "Text of the policy (YAML)",
  checking: "Checking…",
  sound: "Ready to publish",
  problems: (count) =>
    count === 1 ? "One problem stands in the way of publishing:" : `${count} problems stand in the way of publishing:`,
  line: (line) => `Line ${line}`,
  overtaken: (version) => `Somebody else has published: version ${version} decides now.`,
  publish: "Publish…",
  publishNow: "Publish",
  publishTitle: (name) => `Publish “${name}”`,
  publishText: "It decides at once, for requests from now on. You can go back to an earlier version at any time.",
  published: "Published; it decides from now on",
  triedSaid: (changed, asked) =>
    changed === 0
      ? `Tried: all ${asked} past requests are decided as before.`
      : `Tried: ${changed} of ${asked} past requests would differ.`,
  notTried: "This text has not been tried. Try it on past requests first to see whom it would affect.",
  whatChanges: "Changes",
  note: "Why (kept in the history)",
  drop: "Drop my changes",
  dropAsk: "Drop your changes and go back to the text that decides now?",
  noVersions: "Never published",
  noVersionsText: "The version that ships with the product decides.",
  active: "decides now",
  notAMember: "System",
  restore: "Let it decide again",
  restoreAsk: (version) => `Let version ${version} decide again?`,
  restored: (version) => `Version ${version} decides again`,
  earlier: "Earlier versions",
  from: "Compare",
  to: "with",
  same: "Both versions read the same",
};

export const usePolicyWords = () => useWordsIn({ zh, en });
