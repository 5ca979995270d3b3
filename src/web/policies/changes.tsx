import { DiffView } from "../ui/diff/diff-view.tsx";

interface Props {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}

/** What two texts of a policy differ in, in a box of its own. */
export function Changes({ before, after, label }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className="policy-diff" tabIndex={0}>
      <DiffView folded before={before} after={after} label={label} />
    </div>
  );
}
