import { squeeze } from "../check/tokens.ts";

/** A stretch of this many signs without white space that two texts share is a quotation. */
const LONG = 40;

/** Whether a text quotes the instructions that the model was given: nobody but the vendor may read those. */
export function quotesInstructions(text: string, instructions: string): boolean {
  const said = squeeze(text);
  const secret = squeeze(instructions);
  for (let at = 0; at + LONG <= said.length; at += LONG / 4) {
    if (secret.includes(said.slice(at, at + LONG))) return true;
  }
  return false;
}
