/** The words of correcting labels. */
export const labelCorrectionWords = {
  zh: {
    title: "更正分类",
    open: "更正",
    save: "保存，作为训练样本",
    tags: "客户之声",
    text: "原文",
    decided: "起作用的词",
    alike: "最相近的已标注请求",
    ours: "本企业更正",
  },
  en: {
    title: "Correct the labels",
    open: "Correct",
    save: "Save as a training example",
    tags: "Voice of the customer",
    text: "Text",
    decided: "Words that decided",
    alike: "Most similar labelled requests",
    ours: "your correction",
  },
} as const;
