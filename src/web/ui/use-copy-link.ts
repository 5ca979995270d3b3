import { App } from "antd";
import { usePreferences, useWordsIn } from "../app/preferences.tsx";
import { copyText } from "./clipboard.ts";

const BY_HAND = {
  zh: "浏览器不让此页面写入剪贴板，请手动复制链接",
  en: "The browser keeps its clipboard from this page: copy the link by hand",
};

/** Copies a link and says so; where there is no clipboard it shows the link itself. */
export function useCopyLink(): (link: string, copied: string) => Promise<void> {
  const { words } = usePreferences();
  const { message, modal } = App.useApp();
  const byHand = useWordsIn(BY_HAND);
  return async (link, copied) => {
    if (await copyText(link)) void message.success(copied);
    else void modal.info({ title: byHand, content: link, okText: words.state.close });
  };
}
