import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  open: "台账…",
  title: (name: string) => `台账：${name}`,
  name: "客户名称",
  validTo: "台账有效期至",
  always: "留空为长期有效",
  until: (day: string) => `有效至 ${day}`,
  expired: (day: string) => `已于 ${day} 过期`,
  reason: "变更依据（记入台账）",
  says: "新工单按台账取客户分类；产品、版本与部署只在有效期内取用，客户自己说的优先。已有的工单不变。",
  submit: "保存",
  saved: "已记入台账",
  past: "历次变更",
  none: "还没有登记过。",
};
type StandingWords = typeof zh;

const en: StandingWords = {
  open: "Standing book…",
  title: (name) => `Standing book: ${name}`,
  name: "Name",
  validTo: "Valid until",
  always: "Empty: for good",
  until: (day) => `valid until ${day}`,
  expired: (day) => `expired on ${day}`,
  reason: "How you know (kept in the book)",
  says: "New tickets take over the class; product, edition, version and deployment only while they are valid, and what the customer says goes first. Tickets that are there stay as they are.",
  submit: "Save",
  saved: "Entered into the standing book",
  past: "Changes",
  none: "Nothing has been entered yet.",
};

export const useStandingWords = () => useWordsIn({ zh, en });
