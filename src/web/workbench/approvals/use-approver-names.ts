import { usePreferences } from "../../app/preferences.tsx";
import { listed } from "../../ui/listed.ts";

/** Says who approves, in the language of the page. */
export function useApproverNames(): (roles: readonly string[]) => string {
  const { words, language } = usePreferences();
  const names: Readonly<Record<string, string>> = words.labels.approver;
  return (roles) =>
    listed(
      roles.map((role) => names[role] ?? role),
      language,
    );
}
