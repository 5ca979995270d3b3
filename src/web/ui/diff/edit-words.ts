import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  kept: "您写的内容还在，尚未保存。",
  changes: "保存我的内容会改动什么",
  keepMine: "用我的继续",
  takeTheirs: "放弃我的，用对方的",
  somebody: "其他人",
  unsaved: "有未保存的改动",
  same: (lines: number) => `${lines} 行相同`,
};

const en: typeof zh = {
  kept: "What you typed is still here and not saved.",
  changes: "What saving yours would change",
  keepMine: "Go on with mine",
  takeTheirs: "Drop mine, take theirs",
  somebody: "Somebody",
  unsaved: "Unsaved changes",
  same: (lines) => `${lines} equal ${lines === 1 ? "line" : "lines"}`,
};

/** Words of everything that two people may write at once. */
export const useEditWords = () => useWordsIn({ zh, en });
