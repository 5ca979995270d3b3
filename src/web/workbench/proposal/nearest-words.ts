import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  title: "知识库里最接近的内容",
  text: "不一定回答得了这个问题，请核对后再用。",
  use: "据此起草回复",
};
type NearestWords = typeof zh;

const en: NearestWords = {
  title: "Closest in the knowledge base",
  text: "This may not answer the question. Check it before you use it.",
  use: "Start a reply from this",
};

export const useNearestWords = (): NearestWords => useWordsIn({ zh, en });
