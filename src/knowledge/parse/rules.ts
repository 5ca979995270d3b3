import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import { type Metadata, metadataSchema } from "./front-matter.ts";

/** Metadata for files by their path, under what their front matter says. */
export interface MetadataRule {
  readonly matches: (path: string) => boolean;
  readonly set: Metadata;
}

const schema = z.array(z.strictObject({ match: z.string().min(1), set: metadataSchema.strict() }));

/** The rules of a `rules.yaml`: `- match: "zh/erp/**"` with `set: {product: …}`. Throws `DomainError` with the line. */
export function readRules(source: string, file: string): MetadataRule[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, schema: "failsafe" });
  const error = document.errors[0];
  if (error) throw new DomainError("invalid", `${file}, line ${lines.linePos(error.pos[0]).line}: ${error.message}`);
  const content: unknown = document.toJS({ maxAliasCount: 20 }) ?? [];
  const parsed = schema.safeParse(Array.isArray(content) ? content : (content as { rules?: unknown }).rules);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new DomainError(
      "invalid",
      `${file}, rule ${Number(issue.path[0] ?? 0) + 1}: ${issue.path.slice(1).join(".")} ${issue.message}`,
    );
  }
  return parsed.data.map(({ match, set }) => {
    const pattern = globPattern(match);
    return { matches: (path) => pattern.test(path), set };
  });
}

/** What the rules say of a path; a later rule overrules an earlier one, key by key. */
export const metadataFor = (rules: readonly MetadataRule[], path: string): Metadata =>
  Object.assign({}, ...rules.filter((rule) => rule.matches(path)).map((rule) => rule.set)) as Metadata;

/** A glob over a whole path: `**` any folders, `*` and `?` within one name, `{a,b}` alternatives. */
export function globPattern(glob: string): RegExp {
  let depth = 0;
  const body = glob.replace(/\*\*\/|\*\*|\*|\?|[{},]|[.+^$()|[\]\\]/g, (token) => {
    if (token === "**/") return "(?:[^/]+/)*";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token === "{") depth += 1;
    if (token === "}" && depth > 0) depth -= 1;
    else if (token === "}") return "\\}";
    if (token === ",") return depth > 0 ? "|" : ",";
    return token === "{" ? "(?:" : token === "}" ? ")" : `\\${token}`;
  });
  return new RegExp(`^${body}$`, "u");
}
