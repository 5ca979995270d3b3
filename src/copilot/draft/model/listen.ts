import type { Listener } from "../../../models/ports.ts";
import { answerReader } from "./answer-reader.ts";
import type { ModelAnswer } from "./model-answer.ts";

/** Takes an answer as far as it has come; false when nothing of it may be used before its end. */
export type Hear<Answer> = (soFar: Answer) => Promise<boolean>;

export interface Listening {
  readonly listener: Listener;
  /** Resolves when nothing is being told any more; rejects with what went wrong in telling. */
  settled(): Promise<void>;
}

/**
 * Listens to a model and tells what it has said whenever a sentence is finished. Sentences that come while the last
 * ones are being told are told together. Once `hear` says no, and when the answer is complete, nothing more is told: the
 * rest is for the reader of the whole.
 */
export function listening(hear: Hear<ModelAnswer>): Listening {
  let reader = answerReader();
  let told = 0;
  let stopped = false;
  let used = false;
  let telling: Promise<void> | null = null;
  let problem: { readonly error: unknown } | null = null;

  const news = (): ModelAnswer | null => {
    const { labels, sentences, state } = reader.heard();
    if (stopped || state !== "open" || labels === null || sentences.length <= told) return null;
    return { ...labels, sentences, clarifyingQuestion: null, missing: [] };
  };

  const tell = async () => {
    for (let answer = news(); answer !== null; answer = news()) {
      told = answer.sentences.length;
      try {
        stopped = !(await hear(answer));
      } catch (error) {
        problem = { error };
        stopped = true;
        return;
      }
      if (!stopped) used = true;
    }
  };

  return {
    listener: {
      begins: () => {
        reader = answerReader();
        told = 0;
        stopped = problem !== null;
      },
      hears: (piece) => {
        reader.hear(piece);
        if (telling === null && news() !== null)
          telling = tell().finally(() => {
            telling = null;
          });
      },
      inUse: () => used || telling !== null || problem !== null,
    },
    settled: async () => {
      while (telling !== null) await telling;
      if (problem !== null) throw problem.error;
    },
  };
}
