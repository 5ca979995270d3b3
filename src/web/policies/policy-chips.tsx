import { Chip } from "../ui/chips.tsx";
import { isBeingChanged } from "./use-kept-policy.ts";
import type { Policy } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

/** The state of a policy at a glance: which version decides, whether it is being changed here, whether it silences. */
export function PolicyChips({ policy }: { readonly policy: Policy }) {
  const words = usePolicyWords();
  return (
    <span className="row-chips">
      {policy.kind === "autonomy" && policy.content.silence && <Chip tone="bad">{words.silence}</Chip>}
      {isBeingChanged(policy.kind) && <Chip tone="warn">{words.changing}</Chip>}
      <Chip tone={policy.version === 0 ? "plain" : "good"}>
        {policy.version === 0 ? words.shipped : words.version(policy.version)}
      </Chip>
    </span>
  );
}
