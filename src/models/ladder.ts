import { z } from "zod";

/** Ways to ask a provider for JSON, the strictest first. With `prompt` the instructions alone ask for it. */
const RUNGS = ["json_schema", "json_object", "prompt"] as const;
export type Rung = (typeof RUNGS)[number];

/** What was learnt about one model of one provider. */
export const Footing = z.object({
  rung: z.enum(RUNGS),
  /** False when the model refuses a temperature, as reasoning models do. */
  temperature: z.boolean(),
  /** False when the model answers only whole. */
  stream: z.boolean(),
});
export type Footing = Readonly<z.infer<typeof Footing>>;

/** Keeps what was learnt, so that a provider is probed once. `provider` is its base URL and model name. */
export interface LadderStore {
  read(provider: string): Promise<Footing | undefined>;
  write(provider: string, footing: Footing): Promise<void>;
}

export const TOP: Footing = { rung: "json_schema", temperature: true, stream: true };

export function memoryLadder(): LadderStore {
  const known = new Map<string, Footing>();
  return {
    read: (provider) => Promise.resolve(known.get(provider)),
    write: (provider, footing) => {
      known.set(provider, footing);
      return Promise.resolve();
    },
  };
}

/** Where to stand after a provider refused a request with `complaint`; null when nothing is left to give up. */
export function stepDown(footing: Footing, complaint: string): Footing | null {
  if (footing.temperature && /temperature/i.test(complaint)) return { ...footing, temperature: false };
  if (footing.stream && /\bstream/i.test(complaint)) return { ...footing, stream: false };
  const next = RUNGS[RUNGS.indexOf(footing.rung) + 1];
  return next === undefined ? null : { ...footing, rung: next };
}
