import { Document, isMap, isScalar, isSeq, type Node, parseDocument, visit } from "yaml";

/** What fits on a line beside its key stays on one, as people write it. */
const SHORT = 110;

/** A policy as the text of its file, for people to read and change. Reading it gives the same policy. */
export function policyText(content: unknown): string {
  const document = new Document(content);
  layOut(document);
  return document.toString(STYLE);
}

/** How policies are written, whoever writes them. */
export const STYLE = { lineWidth: 0, flowCollectionPadding: true } as const;

/** Puts what is short onto one line. */
export function layOut(written: Document | Node): void {
  visit(written, {
    Collection(_, node) {
      if ((isMap(node) || isSeq(node)) && JSON.stringify(node.toJSON()).length <= SHORT) node.flow = true;
    },
  });
}

/**
 * The text with another value for one of its outermost keys, the rest byte for byte. Null when it has no such key, or when
 * its value has an anchor and may stand in other places as well.
 */
export function withValue(text: string, key: string, value: boolean): string | null {
  const { contents } = parseDocument(text);
  const pair = isMap(contents)
    ? contents.items.find((item) => isScalar(item.key) && item.key.value === key)
    : undefined;
  const range = isScalar(pair?.value) && pair.value.anchor === undefined ? pair.value.range : undefined;
  return range ? `${text.slice(0, range[0])}${value}${text.slice(range[1])}` : null;
}
