import { Button } from "antd";
import { DiffView } from "./diff-view.tsx";
import { useEditWords } from "./edit-words.ts";

interface Props {
  /** Who saved what, and when. */
  readonly said: string;
  readonly theirs: string;
  readonly mine: string;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Two people wrote at once: what was saved meanwhile beside what was typed here, and which of them goes on. */
export function EditConflict({ said, theirs, mine, onKeep, onTake }: Props) {
  const words = useEditWords();
  return (
    <div role="alert" className="card draft-conflict">
      <p>
        <b>{said}</b> {words.kept}
      </p>
      <details>
        <summary>{words.changes}</summary>
        <DiffView folded before={theirs} after={mine} label={words.changes} />
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
