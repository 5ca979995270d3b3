import { App } from "antd";
import { type LanguageChoice, usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { ApiError } from "../../client.ts";
import { useCopyLink } from "../../ui/use-copy-link.ts";
import { problemText } from "../../ui/words/problem-words.ts";

const WORDS = {
  zh: {
    copy: "复制评价链接",
    copied: "评价链接已复制，可发给客户",
    answered: (csat: number) => `客户已评价：${csat} 分（满分 5）`,
    none: "还没有问卷：工单关闭后约一分钟生成；客户选择不再接收的没有。",
  },
  en: {
    copy: "Copy the survey link",
    copied: "The survey link is copied; pass it to the customer",
    answered: (csat: number) => `The customer has answered: ${csat} of 5`,
    none: "No survey yet: it is made about a minute after the close, and not for those who asked not to be asked.",
  },
} as const satisfies Record<LanguageChoice, unknown>;

interface Survey {
  readonly page: string;
  readonly csat: number | null;
}

/** Puts the address of a closed ticket's survey on the clipboard, for whatever channel one writes to the customer by. */
export function useSurveyLink(ticketId: string): { readonly label: string; readonly run: () => void } {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { message } = App.useApp();
  const own = WORDS[language];
  const copyLink = useCopyLink();
  const copy = async () => {
    try {
      const { page, csat } = await client.json<Survey>(`/v1/tickets/${ticketId}/survey`);
      if (csat !== null) return void message.info(own.answered(csat));
      await copyLink(`${location.origin}${page}`, own.copied);
    } catch (error) {
      const none = error instanceof ApiError && error.status === 404;
      void message.error(none ? own.none : problemText(error, language, words.state.failed));
    }
  };
  return { label: own.copy, run: () => void copy() };
}
