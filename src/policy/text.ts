import { Document, isMap, isSeq, visit } from "yaml";

/** What fits on a line beside its key stays on one, as people write it. */
const SHORT = 110;

/** A policy as the text of its file, for people to read and change. Reading it gives the same policy. */
export function policyText(content: unknown): string {
  const document = new Document(content);
  visit(document, {
    Collection(_, node) {
      if ((isMap(node) || isSeq(node)) && JSON.stringify(node.toJSON()).length <= SHORT) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
