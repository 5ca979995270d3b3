import { PlainTable } from "../../ui/plain-table.tsx";
import { useValues, type Values } from "../values.ts";
import type { Policies, Policy } from "../wire.ts";
import { approvalParts, autonomyParts, dispatchParts, safetyParts, taxonomyParts } from "./decisions.ts";
import type { Part } from "./part.ts";
import { catalogueParts, slaParts } from "./service.ts";
import { type ReadingWords, useReadingWords } from "./words.ts";

interface Props {
  readonly policy: Policy;
  /** Names the calendars. */
  readonly sla: Policies["sla"] | undefined;
}

/** A policy in words, table by table. */
export function Reading({ policy, sla }: Props) {
  const values = useValues(sla);
  const words = useReadingWords();
  return partsOf(policy, values, words).map(({ title, text, head, rows }) => (
    <section key={title} className="policy-part" aria-label={title}>
      <h3>{title}</h3>
      {text !== undefined && <p className="soft">{text}</p>}
      {rows.length === 0 ? (
        <p className="soft">{values.words.none}</p>
      ) : (
        <PlainTable text label={title} head={head} rows={rows} />
      )}
    </section>
  ));
}

function partsOf({ kind, content }: Policy, values: Values, words: ReadingWords): Part[] {
  switch (kind) {
    case "catalogue":
      return catalogueParts(content, values, words);
    case "dispatch":
      return dispatchParts(content, values, words);
    case "sla":
      return slaParts(content, values, words);
    case "approval":
      return approvalParts(content, values, words);
    case "autonomy":
      return autonomyParts(content, values, words);
    case "taxonomy":
      return taxonomyParts(content, values, words);
    case "safety":
      return safetyParts(content, values, words);
  }
}
