import { createHash } from "node:crypto";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import { type MetadataRule, readRules } from "../parse/rules.ts";
import type { ImportFiles } from "./folder.ts";

const word = z.string().trim().min(1).max(100);
const name = z.object({ code: word, zh: word.optional(), en: word.optional() });
const aliases = z.object({ zh: z.array(word).default([]), en: z.array(word).default([]) });

const dictionarySchema = z.object({
  words: z.array(word).default([]),
  synonyms: z.array(z.array(word).min(2, "a group needs two expressions or more")).default([]),
});
const productSchema = name.extend({
  aliases: aliases.default({ zh: [], en: [] }),
  deployment: z.enum(["on_premise", "saas"]).optional(),
  editions: z.array(name).default([]),
  versions: z
    .array(z.object({ value: word, released: z.iso.date().optional(), supported_until: z.iso.date().optional() }))
    .default([]),
  modules: z.array(name.extend({ synonyms: z.array(word).default([]) })).default([]),
});
const productsSchema = z.object({
  vendor: name.extend({ aliases: z.array(word).default([]) }).optional(),
  products: z.array(productSchema).default([]),
});

export type Product = z.output<typeof productSchema>;

/** What a knowledge base says of its own language: words to keep whole, what means the same, the products. */
export interface KnowledgeDictionary {
  readonly words: readonly string[];
  readonly synonyms: readonly (readonly string[])[];
  readonly products: readonly Product[];
  /** Of the two files; empty when neither exists. */
  readonly contentHash: string;
}

export interface KnowledgeSettings {
  readonly rules: readonly MetadataRule[];
  readonly dictionary: KnowledgeDictionary;
}

/** Reads `rules.yaml`, `dictionary.yaml` and `products.yaml` at the root. Throws `DomainError` with file and place. */
export async function readSettings(files: ImportFiles): Promise<KnowledgeSettings> {
  const text = async (path: string) => {
    const bytes = await files.read(path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };
  const [rules, words, products] = await Promise.all(["rules.yaml", "dictionary.yaml", "products.yaml"].map(text));
  const dictionary = readYaml("dictionary.yaml", words ?? "", dictionarySchema);
  const catalogue = readYaml("products.yaml", products ?? "", productsSchema);
  const contentHash =
    words || products
      ? createHash("sha256")
          .update(JSON.stringify([dictionary, catalogue]))
          .digest("hex")
      : "";
  return {
    rules: rules ? readRules(rules, "rules.yaml") : [],
    dictionary: { ...dictionary, products: catalogue.products, contentHash },
  };
}

function readYaml<Schema extends z.ZodType>(file: string, source: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, schema: "failsafe" });
  const error = document.errors[0];
  if (error) throw new DomainError("invalid", `${file}, line ${lines.linePos(error.pos[0]).line}: ${error.message}`);
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 20 }) || {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new DomainError("invalid", `${file}, ${issue.path.join(".") || "top level"}: ${issue.message}`);
}
