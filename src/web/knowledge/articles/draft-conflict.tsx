import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { EditConflict } from "../../ui/diff/edit-conflict.tsx";
import { useEditWords } from "../../ui/diff/edit-words.ts";
import { relativeTime } from "../../ui/time.ts";
import type { ArticleDraft, Content } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";

interface Props {
  readonly draft: ArticleDraft;
  readonly theirs: Content;
  readonly mine: Content;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Somebody else has saved the draft that is being written here. */
export function DraftConflict({ draft, theirs, mine, onKeep, onTake }: Props) {
  const { members } = useSession();
  const { language } = usePreferences();
  const { edit: words } = useKnowledgeWords();
  const common = useEditWords();
  const [before, after] = useDifference(theirs, mine);
  const name = members.get(draft.author.id)?.name ?? common.somebody;
  return (
    <EditConflict
      said={words.conflict(name, relativeTime(draft.updatedAt, language))}
      theirs={before}
      mine={after}
      onKeep={onKeep}
      onTake={onTake}
    />
  );
}

/** Both sides as texts: the facts that differ, one a line as the form calls them, then the body. */
function useDifference(theirs: Content, mine: Content): readonly [string, string] {
  const { edit: words, article } = useKnowledgeWords();
  const factsOf = ({ title, summary, scope }: Content) => ({
    ...{ title, summary, ...scope },
    audience: article.audience[scope.audience],
    language: words.languages[scope.language],
    deployment: scope.deployment === null ? words.any : words.deployments[scope.deployment],
    editions: scope.editions.join(", "),
  });
  const [before, after] = [factsOf(theirs), factsOf(mine)];
  const names = (Object.keys(before) as (keyof typeof before)[]).filter((name) => before[name] !== after[name]);
  const textOf = (facts: typeof before, body: string) =>
    [...names.map((name) => `${words[name]}: ${facts[name] ?? ""}`), ...(names.length > 0 ? [""] : []), body].join(
      "\n",
    );
  return [textOf(before, theirs.body), textOf(after, mine.body)];
}
