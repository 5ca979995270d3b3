import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pack, unpack } from "../../models/linear/pack.ts";
import type { Calibration, UnderstandingModel } from "./understanding-model.ts";

/** Folder with the labelled examples and the model that was trained from them. */
export const EXAMPLES_FOLDER: string = join(import.meta.dirname, "../../../prompts/examples");
export const MODEL_FILE: string = join(EXAMPLES_FOLDER, "understanding.bin");

interface Facts {
  readonly calibration: Calibration;
  readonly trainedFrom: string;
}

export function packUnderstanding(model: UnderstandingModel): Buffer {
  const { vectoriser, calibration, trainedFrom, layered, ...own } = model;
  const models = {
    ...own,
    ...(layered && { layeredHidden: layered.hidden, layeredOutput: layered.output }),
  };
  return pack<Facts>({ vectoriser, models, facts: { calibration, trainedFrom } });
}

export function unpackUnderstanding(bytes: Buffer): UnderstandingModel {
  const { vectoriser, models, facts } = unpack<Facts>(bytes);
  const head = (name: string) => {
    const model = models[name];
    if (model === undefined) throw new Error(`the packed model has no part ${name}`);
    return model;
  };
  const [hidden, output, complaint] = [models["layeredHidden"], models["layeredOutput"], models["complaint"]];
  return {
    vectoriser,
    ...(hidden && output && { layered: { hidden, output } }),
    ...(complaint && { complaint }),
    items: head("items"),
    tags: head("tags"),
    sentiment: head("sentiment"),
    urgency: head("urgency"),
    outOfScope: head("outOfScope"),
    ...facts,
  };
}

/** The model in the repository, made by `node evals/train.ts`. */
export const shippedUnderstanding = (file: string = MODEL_FILE): UnderstandingModel =>
  unpackUnderstanding(readFileSync(file));
