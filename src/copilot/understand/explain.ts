import { z } from "zod";
import { ALL_SERVICE_ITEMS } from "../../kernel/labels.ts";
import { argmax } from "../../models/linear/model.ts";
import { vectorise } from "../../models/linear/vectoriser.ts";
import { chancesOf } from "./chances.ts";
import { type ReadText, readText } from "./features/features.ts";
import { leadOf } from "./lead.ts";
import type { Nearest } from "./nearest.ts";
import { type UnderstandingModel, wordsIn } from "./understanding-model.ts";

const [firstItem, ...otherItems] = ALL_SERVICE_ITEMS;

/** What the item of a text rests on. */
export const Explanation = z.object({
  serviceItem: z.enum([firstItem!, ...otherItems]),
  confidence: z.number(),
  /** The item that came second. */
  against: z.enum([firstItem!, ...otherItems]),
  /** Clues and words that spoke for it rather than for the second, the strongest first; negative ones spoke against it. */
  contributions: z.array(z.object({ kind: z.enum(["clue", "word"]), term: z.string(), weight: z.number() })),
  /** The most similar labelled requests, whatever their label. */
  examples: z.array(
    z.object({ id: z.string(), text: z.string(), serviceItem: z.string(), similarity: z.number(), own: z.boolean() }),
  ),
});
export type Explanation = z.infer<typeof Explanation>;

const MOST_TERMS = 12;
const MOST_EXAMPLES = 6;
/** Character runs say little to a reader. */
const SHOWN = { cue: "clue", cuePair: "clue", word: "word", wordPair: "word" } as const;

/** Examples that come from a tenant's corrections have ids that begin with this. */
export const OWN_EXAMPLE = "ticket:";

/** Why a text got its item: the terms that decided against the second item, and the examples it is most like. */
export function explain(model: UnderstandingModel, nearest: Nearest, text: string): Explanation {
  const read = readText(text);
  const { item, items, silent } = chancesOf(model, read);
  const chosen = ALL_SERVICE_ITEMS.indexOf(item);
  const second = argmax(items.map((chance, i) => (i === chosen ? -1 : chance)));
  return {
    serviceItem: item,
    confidence: items[chosen]!,
    against: ALL_SERVICE_ITEMS[second]!,
    // What asks for nothing is told by that, whatever its words weigh elsewhere.
    contributions: silent ? [] : contributions(model, read, [chosen, second]),
    examples: nearest(text, MOST_EXAMPLES).map(({ example, similarity }) => ({
      id: example.id,
      text: example.text,
      serviceItem: example.service_item,
      similarity,
      own: example.id.startsWith(OWN_EXAMPLE),
    })),
  };
}

function contributions(
  model: UnderstandingModel,
  read: ReadText,
  items: [number, number],
): Explanation["contributions"] {
  const { vectoriser } = model;
  const vector = vectorise(vectoriser, read.groups);
  const { features } = leadOf(model, vector, wordsIn(read), items);
  const weights = new Map(Array.from(vector.indices, (index, i) => [index, features[i]!]));
  const found: Explanation["contributions"] = [];
  vectoriser.groups.forEach(({ name }, g) => {
    const kind = SHOWN[name as keyof typeof SHOWN];
    if (kind === undefined) return;
    for (const term of read.groups[name]?.keys() ?? []) {
      const weight = weights.get(vectoriser.terms[g]!.get(term) ?? -1);
      if (weight !== undefined) found.push({ kind, term, weight });
    }
  });
  return found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_TERMS);
}
