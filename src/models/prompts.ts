import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parse as parseYaml } from "yaml";
import { z } from "zod";

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;
/** The line between the part that never changes for a tenant and the part that holds data. */
const DATA_LINE = /^<!-- data -->[ \t]*\r?\n/m;
const SLOT = /\{\{\s*([a-z_]+)\s*\}\}/g;

const Header = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  version: z.int().positive(),
  /** Slots of the stable part, then of the data part. A slot may stand in one part only. */
  variables: z.strictObject({ stable: z.array(z.string()), data: z.array(z.string()) }),
  model: z.strictObject({ max_output_tokens: z.int().positive(), temperature: z.number().min(0).max(2) }),
});

/** One model step as written in prompts/<step>.md. */
export interface Prompt {
  readonly id: string;
  readonly version: number;
  /** SHA-256 of the file, hex: two answers with one hash saw the same instructions. */
  readonly hash: string;
  readonly maxOutputTokens: number;
  readonly temperature: number;
  /** Same values, same bytes: providers cache this part. */
  system(values: Readonly<Record<string, string>>): string;
  /** Untrusted texts enter here, and only here. */
  user(values: Readonly<Record<string, string>>): string;
}

export async function loadPrompt(file: string | URL): Promise<Prompt> {
  return parsePrompt(await readFile(file, "utf8"));
}

export function parsePrompt(source: string): Prompt {
  const match = FRONT_MATTER.exec(source);
  if (match === null) throw new Error("A prompt starts with front matter between two lines of ---.");
  const header = Header.parse(parseYaml(match[1]!));
  const parts = match[2]!.split(DATA_LINE);
  if (parts.length !== 2) throw new Error(`Prompt ${header.id} needs exactly one line <!-- data -->.`);
  const [stable, data] = parts as [string, string];
  checkSlots(header.id, stable, header.variables.stable);
  checkSlots(header.id, data, header.variables.data);
  return {
    id: header.id,
    version: header.version,
    hash: createHash("sha256").update(source).digest("hex"),
    maxOutputTokens: header.model.max_output_tokens,
    temperature: header.model.temperature,
    system: (values) => render(header.id, stable, header.variables.stable, values).trim(),
    user: (values) => render(header.id, data, header.variables.data, values).trim(),
  };
}

function checkSlots(id: string, template: string, declared: readonly string[]): void {
  const used = new Set([...template.matchAll(SLOT)].map((slot) => slot[1]!));
  const unknown = [...used].filter((name) => !declared.includes(name));
  const unused = declared.filter((name) => !used.has(name));
  if (unknown.length + unused.length > 0)
    throw new Error(`Prompt ${id}: undeclared ${unknown.join(", ") || "none"}; unused ${unused.join(", ") || "none"}.`);
}

/** Fills all slots in one pass, so that a value which looks like a slot stays as it is. */
function render(
  id: string,
  template: string,
  declared: readonly string[],
  values: Readonly<Record<string, string>>,
): string {
  const extra = Object.keys(values).filter((name) => !declared.includes(name));
  if (extra.length > 0) throw new Error(`Prompt ${id} has no variable ${extra.join(", ")}.`);
  return template.replace(SLOT, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`Prompt ${id} needs the variable ${name}.`);
    return value;
  });
}
