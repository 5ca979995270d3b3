import { Select } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { Suggestion } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { SuggestionCard } from "./suggestion-card.tsx";

const STATES = ["open", "accepted", "rejected", "merged"] as const;

/** What conversations teach about the articles: unanswered questions, and replies that people changed. */
export function Suggestions() {
  const { client } = useSession();
  const { review: words } = useKnowledgeWords();
  const [status, setStatus] = useState<(typeof STATES)[number]>("open");
  const [kind, setKind] = useState<Suggestion["kind"]>("gap");
  const address = `/v1/knowledge/suggestions?status=${status}&kind=${kind}&limit=100`;
  const list = useResource<readonly Suggestion[]>(address, async () => {
    const { suggestions } = await client.json<{ suggestions: readonly Suggestion[] }>(address);
    return suggestions;
  });
  const { value, error, reload } = list;
  return (
    <>
      <div className="toolbar">
        <div className="parts" role="tablist" aria-label={words.status.open}>
          {(["gap", "edit", "case"] as const).map((each) => (
            <button key={each} type="button" role="tab" aria-selected={each === kind} onClick={() => setKind(each)}>
              {words.kind[each]}
            </button>
          ))}
        </div>
        <Select
          className="filter"
          aria-label={words.status.open}
          value={status}
          onChange={setStatus}
          options={STATES.map((each) => ({ value: each, label: words.status[each] }))}
        />
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.length === 0 && <Nothing title={words.empty} text={words.emptyText} />}
      {value?.map((suggestion) => (
        <SuggestionCard
          key={suggestion.id}
          suggestion={suggestion}
          others={value.filter(({ id }) => id !== suggestion.id)}
          onDone={reload}
        />
      ))}
    </>
  );
}
