import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isSeq, type Node, parseDocument } from "yaml";
import { parsePolicy } from "./parse.ts";
import type { Policies, PolicyKind } from "./policies.ts";
import { layOut, STYLE } from "./text.ts";

/**
 * The text of a policy with another content: what is the same stays as it was written, comments and all. Null when the
 * text does not say the content that it had, or cannot be made to say the new one; aliases are not followed.
 */
export function rewrittenText<Kind extends PolicyKind>(
  kind: Kind,
  text: string,
  content: Policies[Kind],
): string | null {
  const { content: before } = parsePolicy(kind, { name: `${kind}.yaml`, text });
  if (before === null) return null;
  const document = parseDocument(text);
  document.contents = reconciled(document, document.contents, plain(before), plain(content)) as never;
  const rewritten = asWritten(text, parseDocument(text).toString(STYLE), document.toString(STYLE));
  const after = parsePolicy(kind, { name: `${kind}.yaml`, text: rewritten }).content;
  return isDeepStrictEqual(plain(after), plain(content)) ? rewritten : null;
}

/** The new text, with each line that is not new as it was written rather than in our own style. */
function asWritten(text: string, styled: string, rewritten: string): string {
  const [own, ours] = [text.split("\n"), styled.split("\n")];
  if (own.length !== ours.length) return rewritten;
  const written = new Map(ours.map((line, index) => [line, own[index]!]));
  return rewritten
    .split("\n")
    .map((line) => written.get(line) ?? line)
    .join("\n");
}

/** Without keys that hold nothing, which no text has. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function reconciled(document: Document, node: Node | null, before: unknown, after: unknown): Node | null {
  if (isDeepStrictEqual(before, after)) return node;
  if (isMap(node) && isRecord(before) && isRecord(after)) {
    for (const key of Object.keys(before)) if (!(key in after)) node.delete(key);
    for (const [key, value] of Object.entries(after)) {
      const there = node.get(key, true) as Node | undefined;
      if (there === undefined) node.set(key, made(document, value));
      else if (!isDeepStrictEqual(before[key], value)) node.set(key, reconciled(document, there, before[key], value));
    }
    return node;
  }
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after) && node.items.length === before.length) {
    const items = node.items as Node[];
    node.items = after.map((value) => {
      const at = placeOf(value, before);
      return at < 0 ? made(document, value) : reconciled(document, items[at]!, before[at], value);
    });
    return node;
  }
  return made(document, after);
}

/** Where an element of a list stood before: as it is, or under its code or id. -1 for a new one. */
function placeOf(value: unknown, before: readonly unknown[]): number {
  const same = before.findIndex((other) => isDeepStrictEqual(other, value));
  const name = nameOf(value);
  return same >= 0 || name === undefined ? same : before.findIndex((other) => nameOf(other) === name);
}

const nameOf = (value: unknown): unknown => (isRecord(value) ? (value.code ?? value.id) : undefined);

function made(document: Document, value: unknown): Node {
  const node = document.createNode(value);
  layOut(node);
  return node;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
