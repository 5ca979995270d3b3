import { useCallback } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useResource } from "../../ui/use-resource.ts";

type Bilingual = Readonly<Record<"zh" | "en", string>>;

/** A reason of the SLA policy for which clocks may stand still. */
export interface PauseRule {
  readonly code: string;
  readonly name: Bilingual;
  readonly stops: readonly ("next_response" | "resolution")[];
  readonly told?: Bilingual;
  readonly needsDate: boolean;
  readonly mostDays: number;
}

/** The reasons that hold now, and how one is called; one that has gone from the policy is called by its code. */
export function usePauseRules() {
  const { client } = useSession();
  const { language } = usePreferences();
  const { value, error, reload } = useResource("pause-rules", () =>
    client.json<{ content: { pauses: readonly PauseRule[] } }>("/v1/policies/sla"),
  );
  const rules = value?.content.pauses;
  const nameOf = useCallback(
    (code: string): string =>
      rules === undefined ? "…" : (rules.find((rule) => rule.code === code)?.name[language] ?? code),
    [rules, language],
  );
  return { rules, error, reload, nameOf };
}
