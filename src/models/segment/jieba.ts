import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { once } from "../../kernel/once.ts";
import { rememberedInTask } from "../../kernel/remembered.ts";

/** The Chinese word cutter with its own dictionary (about 60 MB, 0.2 s), loaded at first use, never changed. */
export const jieba: () => Jieba = once(() => Jieba.withDict(dict));

/** The words of a run of Chinese signs. Several readers of a request ask for those of the same runs. */
export const wordsOfRun = rememberedInTask((run: string): readonly string[] => jieba().cut(run, true));
