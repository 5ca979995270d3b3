import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useResource } from "../../ui/use-resource.ts";

interface Catalogue {
  readonly reports: readonly { readonly key: string; readonly name: string }[];
}

/** The reports there are, by their names; none for whoever may not read reports. */
export function useReportNames() {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const { value } = useResource(`reports/${language}`, async () =>
    can("report.read") ? client.json<Catalogue>(`/v1/reports?lang=${language}`) : { reports: [] },
  );
  const reports = value?.reports ?? [];
  return {
    reports,
    known: value !== undefined,
    nameOf: (key: string): string => reports.find((report) => report.key === key)?.name ?? "…",
  };
}
