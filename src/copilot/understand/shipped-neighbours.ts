import { once } from "../../kernel/once.ts";
import { type Nearest, nearestExamples } from "./nearest.ts";
import { EXAMPLES_FOLDER } from "./shipped-model.ts";
import { readExamples } from "./training/examples.ts";

/** Read and indexed when somebody first asks; the examples are the product's own and hold nobody's data. */
const kept = once(() => nearestExamples(Object.values(readExamples(EXAMPLES_FOLDER).byAuthor).flat()));

/** The labelled requests that ship with the product, nearest to a text first. */
export const shippedNeighbours: Nearest = (text, count, wanted) => kept()(text, count, wanted);
