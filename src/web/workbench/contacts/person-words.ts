import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  open: "导出或删除个人数据…",
  title: (name: string) => `${name} 的个人数据`,
  exportTitle: "导出",
  exports: "本系统保存的全部内容，含并入的联系人：对话、方案、标签、问卷和文件清单，一个 JSON 文件。导出会记入审计。",
  download: "下载",
  eraseTitle: "删除",
  erases:
    "将永久删除此人（含并入的联系人）的全部工单、对话、文件、问卷和标签，以及由此得出的建议；姓名、邮箱和账号编号被清除，报表的数字随之减少。已写成文章的内容和审计记录保留。此操作不能撤销。",
  reason: "依据（保留；请勿写个人信息）",
  confirmation: (name: string) => `请输入“${name}”确认`,
  submit: "永久删除",
  done: "已开始删除，几分钟内完成",
};
type PersonWords = typeof zh;

const en: PersonWords = {
  open: "Export or erase personal data…",
  title: (name) => `Personal data of ${name}`,
  exportTitle: "Export",
  exports:
    "All that is held, with merged contacts: conversations, proposals, tags, surveys and a list of files, as one JSON file. The audit keeps that it was exported.",
  download: "Download",
  eraseTitle: "Erase",
  erases:
    "All tickets of this person and of merged contacts go for good, with conversations, files, surveys and tags, and what was suggested from them; name, e-mail and account ids are cleared, and the figures of reports shrink with them. What was written into articles and the audit stay. It cannot be undone.",
  reason: "Why (kept; name nobody)",
  confirmation: (name) => `Type “${name}” to confirm`,
  submit: "Erase for good",
  done: "Erasing; it is done within minutes",
};

export const usePersonWords = () => useWordsIn({ zh, en });
