import { createContext, type ReactNode, useContext } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { useResource } from "../ui/use-resource.ts";
import { useInsightsWords } from "./use-insights.ts";
import { valueName } from "./value-name.ts";

interface Node {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
}
interface Taxonomy {
  readonly kinds: readonly Node[];
  readonly products: readonly (Node & { readonly modules: readonly Node[] })[];
  readonly serviceModules: readonly Node[];
  readonly organisations?: readonly Node[];
  readonly productFamilies?: readonly Node[];
}

function useNamesFromTaxonomy() {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const own = useInsightsWords();
  const { value, reload } = useResource("taxonomy", () => client.json<{ content: Taxonomy }>("/v1/policies/taxonomy"));
  const given = namesIn(value?.content, language);
  const shipped: Readonly<Record<string, string>> = words.labels.voc;
  return {
    /** Reads the taxonomy again, after it was changed. */
    reload,
    tags: value?.content.kinds.map(({ code }) => code) ?? Object.keys(shipped),
    tag: (code: string): string => given.get(`tag/${code}`) ?? shipped[code] ?? code,
    dimension: (name: string): string => own.dimensions[name] ?? name,
    value: (code: string): string => valueName(given, own.values, code),
  };
}

type Names = ReturnType<typeof useNamesFromTaxonomy>;
const Context = createContext<Names | null>(null);

/** Reads the tenant's taxonomy once for all that stands below. */
export function NamesProvider({ children }: { readonly children: ReactNode }) {
  return <Context value={useNamesFromTaxonomy()}>{children}</Context>;
}

/** How people call tags, dimensions and their values: by the tenant's taxonomy, and by our words for the rest. */
export function useNames(): Names {
  const names = useContext(Context);
  if (names === null) throw new Error("useNames stands outside of NamesProvider.");
  return names;
}

function namesIn(taxonomy: Taxonomy | undefined, language: "zh" | "en"): Map<string, string> {
  const names = new Map<string, string>();
  for (const { code, name } of taxonomy?.kinds ?? []) names.set(`tag/${code}`, name[language]);
  const { serviceModules = [], organisations = [], productFamilies = [] } = taxonomy ?? {};
  for (const { code, name } of [...serviceModules, ...organisations, ...productFamilies])
    names.set(code, name[language]);
  for (const { code, name, modules } of taxonomy?.products ?? []) {
    names.set(code, name[language]);
    for (const one of modules) names.set(`${code}/${one.code}`, `${name[language]} · ${one.name[language]}`);
  }
  return names;
}
