import { useWordsIn } from "../../app/preferences.tsx";

const zh = { title: "这份草稿未被采用", use: "据此改写" };
type RefusedWords = typeof zh;

const en: RefusedWords = { title: "This draft was put aside", use: "Start a reply from this" };

export const useRefusedWords = (): RefusedWords => useWordsIn({ zh, en });
