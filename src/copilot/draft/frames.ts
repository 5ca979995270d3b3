import type { Language } from "../../kernel/labels.ts";

/** Polite words around an answer. They say nothing of the product and cite nothing. */
export interface Frames {
  readonly opening: string;
  /** Before an answer that a person has approved. */
  readonly greeting: string;
  readonly closing: string;
  /** Nothing answers: a person takes over. */
  readonly handover: string;
  /** The customer has said that all is well. */
  readonly courtesy: string;
  /** The customer has said hello and nothing else. */
  readonly askWhat: string;
  /** The customer does not understand, and does not say what. */
  readonly askMore: string;
  /** The customer wants to know who answers: people are told that it is a machine, and how they get a person. */
  readonly whoAnswers: string;
  /** What the customer reads when a person takes over, whatever the draft says. */
  readonly takenOver: string;
  readonly askProduct: (names: readonly string[]) => string;
  readonly askVersion: (ranges: readonly string[]) => string;
  readonly askTitle: (titles: readonly string[]) => string;
}

/** Chinese with a blank before what is in Latin letters or digits, as the documentation writes it. */
const spaced = (text: string): string => text.replace(/(?<=\p{Script=Han})(?=[A-Za-z0-9])/gu, " ");

export const FRAMES: Readonly<Record<Language, Frames>> = {
  zh: {
    opening: "您好，以下内容来自我们的产品文档：",
    greeting: "您好，",
    closing: "如果这没有解决您的问题，请直接回复，最好附上版本和完整的报错信息。",
    handover: "您好，我在知识库中没有找到可靠的答案，已将您的问题转给人工同事。",
    courtesy: "不客气，问题解决了就好。之后有新的问题，请随时回复。",
    askWhat: "您好，请问有什么可以帮您？请说说您遇到的情况，最好附上产品、版本和完整的报错信息。",
    askMore: "抱歉，没能确定您的意思。请用一两句话说说您想问什么，或者哪一步不清楚；您也可以随时说“转人工”。",
    whoAnswers:
      "我是 AI 客服助手，依据产品文档回答问题；没有把握时会转给人工同事，您也可以随时说“转人工”。请问有什么可以帮您？",
    takenOver: "您的问题已转给人工同事，请在本对话中等候回复。",
    askProduct: (names) => spaced(`您好，请问您咨询的是${names.join("，还是")}？`),
    askVersion: (ranges) => spaced(`您好，不同版本的做法不一样，请问您使用的是${ranges.join("，还是")}？`),
    askTitle: (titles) => `您好，请问您想了解的是${titles.map((title) => `“${title}”`).join("，还是")}？`,
  },
  en: {
    opening: "Hello, here is what our documentation says:",
    greeting: "Hello,",
    closing: "If this does not solve it, please reply here, best with your version and the full error message.",
    handover:
      "Hello, I could not find a reliable answer in our documentation, so a colleague is taking over your question.",
    courtesy: "You are welcome, I am glad that it works. Please write again whenever a new question comes up.",
    askWhat:
      "Hello, how can I help? Please tell me what it is about, best with the product, its version and the full error message.",
    askMore:
      "Sorry, I am not sure what you mean. Please say in a sentence or two what you would like to know, or which step is unclear. You can ask for a person at any time.",
    whoAnswers:
      "I am an AI assistant and answer from the product documentation. Where I am not sure a colleague takes over, and you can ask for a person at any time. How can I help?",
    takenOver: "Your question has been passed to a colleague. Please wait for the reply in this conversation.",
    askProduct: (names) => `Hello, is your question about ${names.join(" or about ")}?`,
    askVersion: (ranges) => `Hello, the answer depends on the version. Do you use ${ranges.join(", or ")}?`,
    askTitle: (titles) => `Hello, is your question about ${titles.map((title) => `“${title}”`).join(" or about ")}?`,
  },
};
