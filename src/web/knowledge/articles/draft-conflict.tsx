import { Button } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { DiffView } from "../../ui/diff-view.tsx";
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

/** Two people wrote at once: what was saved meanwhile beside what was typed here, and which of them goes on. */
export function DraftConflict({ draft, theirs, mine, onKeep, onTake }: Props) {
  const { members } = useSession();
  const { language } = usePreferences();
  const { edit: words } = useKnowledgeWords();
  const name = members.get(draft.author.id)?.name ?? words.somebody;
  return (
    <div role="alert" className="card draft-conflict">
      <p>
        <b>{words.conflict(name, relativeTime(draft.updatedAt, language))}</b> {words.conflictKept}
      </p>
      <details>
        <summary>{words.conflictDiff}</summary>
        <DiffView before={asText(theirs)} after={asText(mine)} label={words.conflictDiff} />
      </details>
      <div className="form-foot">
        <Button type="primary" onClick={onKeep}>
          {words.keepMine}
        </Button>
        <Button onClick={onTake}>{words.takeTheirs}</Button>
      </div>
    </div>
  );
}

/** Facts first, one a line, then the text. */
function asText({ title, summary, body, scope }: Content): string {
  const facts = Object.entries({ title, summary, ...scope }).map(([name, value]) => `${name}: ${value ?? ""}`);
  return `${facts.join("\n")}\n\n${body}`;
}
