import { ALL_SERVICE_ITEMS } from "../../../kernel/labels.ts";
import type { ReadText } from "../features/features.ts";
import { type RawScores, rawScores, UNCALIBRATED } from "../understanding-model.ts";
import type { RequestExample } from "./examples.ts";
import { type ReadExample, trainUnderstanding } from "./train.ts";

/** A text with the scores of a model that saw nothing by its author. */
export interface HeldOut {
  readonly author: string;
  readonly example: RequestExample;
  readonly raw: RawScores;
}

/** Scores each author's texts with a model trained on the other authors. */
export async function leaveOneAuthorOut(
  read: Readonly<Record<string, readonly ReadExample[]>>,
  outOfScope: readonly ReadText[],
): Promise<HeldOut[]> {
  const heldOut: HeldOut[] = [];
  for (const [author, own] of Object.entries(read)) {
    const others = Object.entries(read).flatMap(([name, examples]) => (name === author ? [] : examples));
    const model = await trainUnderstanding(others, outOfScope, UNCALIBRATED, "");
    for (const { example, read: text } of own) heldOut.push({ author, example, raw: rawScores(model, text) });
  }
  return heldOut;
}

/** From this share of one item on, the texts of an author say nothing about probabilities in a mix of requests. */
const ONE_SIDED = 0.4;

/** The texts of authors that wrote about everything; all texts when there is no such author. */
export function mixed(heldOut: readonly HeldOut[]): readonly HeldOut[] {
  const many = byAuthor(heldOut).filter((own) => {
    const most = Math.max(
      ...ALL_SERVICE_ITEMS.map((item) => own.filter(({ example }) => example.service_item === item).length),
    );
    return most < ONE_SIDED * own.length;
  });
  return many.length === 0 ? heldOut : many.flat();
}

/** The texts of each author by themselves. */
export const byAuthor = (heldOut: readonly HeldOut[]): HeldOut[][] => [
  ...Map.groupBy(heldOut, ({ author }) => author).values(),
];
