import { Chip } from "../ui/chips.tsx";
import type { Policy } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

interface Props {
  readonly policy: Policy;
  /** Is its text being changed in this tab? */
  readonly isChanging: boolean;
}

/** The state of a policy at a glance: which version decides, whether it is being changed here, whether it silences. */
export function PolicyChips({ policy, isChanging }: Props) {
  const words = usePolicyWords();
  return (
    <span className="row-chips">
      {policy.kind === "autonomy" && policy.content.silence && <Chip tone="bad">{words.silence}</Chip>}
      {isChanging && <Chip tone="warn">{words.changing}</Chip>}
      <Chip tone={policy.version === 0 ? "plain" : "good"}>
        {policy.version === 0 ? words.shipped : words.version(policy.version)}
      </Chip>
    </span>
  );
}
