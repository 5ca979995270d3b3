import type { Prompt } from "../../../models/prompts.ts";
import { squeeze } from "../../check/tokens.ts";

/** A stretch of this many signs without white space that two texts share is a quotation. */
const LONG = 40;

/** Instructions made ready once: they are the same for every request. */
const squeezed = new WeakMap<Prompt, { readonly of: string; readonly secret: string }>();

/** Whether a text quotes the instructions that the prompt gives a model: nobody but the vendor may read those. */
export function quotesInstructions(text: string, prompt: Prompt, instructions: string): boolean {
  const said = squeeze(text);
  const known = squeezed.get(prompt);
  const secret = known?.of === instructions ? known.secret : squeeze(instructions);
  squeezed.set(prompt, { of: instructions, secret });
  for (let at = 0; at + LONG <= said.length; at += LONG / 4) {
    if (secret.includes(said.slice(at, at + LONG))) return true;
  }
  return false;
}
