import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { FieldProblem } from "../kernel/errors.ts";
import { faultsIn } from "../kernel/issues.ts";
import { crossFaults, faultsOf, POLICY_KINDS, POLICY_SCHEMAS, type Policies, type PolicyKind } from "./policies.ts";

const MOST_ALIASES = 100;
const UNKNOWN_KEY = "this key is not known here";

/** A policy file; its name without folder and ending is its kind. */
export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** One thing to mend. Line and column count from 1; a fault of the whole file is at line 1. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, e.g. `rules/3/team`; empty for the whole file. */
  readonly path: string;
  readonly reason: string;
}

export type ParsedPolicies =
  | { readonly policies: Policies; readonly problems: readonly [] }
  | { readonly policies: null; readonly problems: readonly PolicyProblem[] };

/** Reads one file of each kind. Every problem of every file is reported at once, with its place. */
export function parsePolicies(files: readonly PolicyFile[]): ParsedPolicies {
  const problems: PolicyProblem[] = [];
  const found: Partial<Record<PolicyKind, unknown>> = {};
  for (const file of files) {
    const kind = kindOf(file.name);
    if (kind === undefined)
      problems.push(whole(file.name, `no such kind of policy; the kinds are ${POLICY_KINDS.join(", ")}`));
    else if (kind in found) problems.push(whole(file.name, `there is a second file for ${kind}`));
    else {
      const read = parsePolicy(kind, file);
      found[kind] = read.content;
      problems.push(...read.problems);
    }
  }
  for (const kind of POLICY_KINDS) if (!(kind in found)) problems.push(whole(`${kind}.yaml`, "the file is missing"));
  if (problems.length > 0) return { policies: null, problems };
  const policies = found as unknown as Policies;
  const crossed = crossFaults(policies).map((reason) => whole("catalogue.yaml", reason));
  return crossed.length > 0 ? { policies: null, problems: crossed } : { policies, problems: [] };
}

/** What the document says with its aliases in full, or what is wrong with these. */
function withAliases(document: Document.Parsed): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const name = /^Unresolved alias .*: (.+)$/.exec(error.message)?.[1];
    // Whatever else the library has against aliases is that there are too many.
    if (name === undefined) return { fault: "aliases (*name) repeat too much; write it out" };
    return { fault: `the alias *${name} has no anchor &${name} before it` };
  }
}

/** Reads one policy of a known kind; `content` is null when there is a problem. */
export function parsePolicy<Kind extends PolicyKind>(
  kind: Kind,
  file: PolicyFile,
): { content: Policies[Kind] | null; problems: PolicyProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const at = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      file: file.name,
      ...at(error.pos[0]),
      path: "",
      reason: error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ""),
    }));
    return { content: null, problems };
  }
  const written = withAliases(document);
  if ("fault" in written) return { content: null, problems: [whole(file.name, written.fault)] };
  const parsed = POLICY_SCHEMAS[kind].safeParse(written.value);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .flatMap((issue) => faultsIn(issue, UNKNOWN_KEY))
      .map(({ path, message }) => ({
        file: file.name,
        ...at(offsetOf(document.contents, path)),
        path: path.join("/"),
        reason: message,
      }));
    return { content: null, problems };
  }
  const faults = faultsOf(kind, parsed.data).map((reason) => ({
    ...whole(file.name, reason),
    ...at(offsetOfNamed(document.contents, reason)),
  }));
  return { content: faults.length > 0 ? null : parsed.data, problems: faults };
}

/** Problems as fields of a refusal: file and line, and which key of the policy it is about. */
export const problemFields = (problems: readonly PolicyProblem[]): FieldProblem[] =>
  problems.map(({ file, line, path, reason }) => ({
    field: `${file}:${line}`,
    reason: path === "" ? reason : `${path}: ${reason}`,
  }));

const kindOf = (name: string): PolicyKind | undefined => {
  const stem = name.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
  return POLICY_KINDS.find((kind) => kind === stem);
};

const whole = (file: string, reason: string): PolicyProblem => ({ file, line: 1, column: 1, path: "", reason });

/** Offset of the deepest node on the path that exists, so that a missing key is placed at its parent. */
function offsetOf(node: Node | null, path: readonly PropertyKey[]): number | undefined {
  const start = node?.range?.[0];
  const [key, ...rest] = path;
  if (key === undefined) return start;
  if (isSeq(node)) return offsetOf(node.items[Number(key)] as Node | null, rest) ?? start;
  if (!isMap(node)) return start;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  if (pair === undefined) return start;
  const value = offsetOf(pair.value as Node | null, rest);
  return rest.length === 0 ? ((pair.key as Node).range?.[0] ?? value) : (value ?? start);
}

/** A fault that names a row is placed at the row's id. */
function offsetOfNamed(node: Node | null, reason: string): number | undefined {
  const id = /^row (?:id )?(\S+)/.exec(reason)?.[1];
  if (id === undefined || !isMap(node)) return undefined;
  for (const { value } of node.items) {
    for (const row of isSeq(value) ? value.items : []) {
      const found = isMap(row) ? row.get("id", true) : undefined;
      if (found?.value === id) return found.range?.[0];
    }
  }
  return undefined;
}
