import { Select } from "antd";
import { useSession } from "../../app/session.tsx";
import { useAsked } from "../../app/use-asked.ts";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { Suggestion } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { SuggestionCard } from "./suggestion-card.tsx";

const KINDS = ["gap", "edit", "case"] as const satisfies readonly Suggestion["kind"][];
const STATES = ["open", "accepted", "rejected", "merged"] as const;

/** What conversations teach about the articles: unanswered questions, and replies that people changed. */
export function Suggestions() {
  const { client } = useSession();
  const { review: words } = useKnowledgeWords();
  const [asked, ask] = useAsked("/knowledge/suggestions", { status: "open", kind: "gap" });
  const status = STATES.find((each) => each === asked.status) ?? "open";
  const kind = KINDS.find((each) => each === asked.kind) ?? "gap";
  const address = `/v1/knowledge/suggestions?status=${status}&kind=${kind}&limit=100`;
  const list = useResource<readonly Suggestion[]>(address, async () => {
    const { suggestions } = await client.json<{ suggestions: readonly Suggestion[] }>(address);
    return suggestions;
  });
  const { value, error, reload } = list;
  return (
    <>
      <div className="toolbar">
        <Tabs
          label={words.status.open}
          names={KINDS}
          words={words.kind}
          shown={kind}
          onShow={(next) => ask({ kind: next })}
        />
        <Select
          className="filter"
          aria-label={words.status.open}
          value={status}
          onChange={(next) => ask({ status: next })}
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
