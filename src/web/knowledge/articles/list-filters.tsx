import { Button, Select } from "antd";
import { useSession } from "../../app/session.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { useKnowledgeWords } from "../words.ts";
import { useFilterWords } from "./filter-words.ts";
import { ANY, type ArticleFilters } from "./list-address.ts";

interface Facets {
  readonly products: readonly string[];
  readonly modules: readonly string[];
  readonly owners: readonly string[];
}

interface Props {
  readonly filters: ArticleFilters;
  readonly onChange: (change: Partial<ArticleFilters>) => void;
}

/** Narrows the list of articles by what they are about, for whom, whose, and how fresh. */
export function ListFilters({ filters, onChange }: Props) {
  const { client } = useSession();
  const { article, edit } = useKnowledgeWords();
  const words = useFilterWords();
  const address = "/v1/knowledge/article-facets";
  const { value } = useResource<Facets>(address, () => client.json(address));
  const plain = (names: readonly string[] = []) => names.map((name) => [name, name] as const);
  const choices: Readonly<Record<keyof ArticleFilters, readonly (readonly [string, string])[]>> = {
    product: plain(value?.products),
    module: plain(value?.modules),
    language: Object.entries(edit.languages),
    audience: Object.entries(article.audience),
    owner: plain(value?.owners),
    fresh: Object.entries(words.fresh),
  };
  const isNarrowed = Object.values(filters).some((chosen) => chosen !== "");
  return (
    <div className="toolbar list-filters">
      {(Object.keys(ANY) as (keyof ArticleFilters)[]).map((name) => {
        const chosen = filters[name];
        const known = choices[name];
        // A link may ask for what no article has any more.
        const all = chosen === "" || known.some(([code]) => code === chosen) ? known : [...known, [chosen, chosen]];
        if (all.length === 0) return null;
        return (
          <Select
            key={name}
            allowClear
            showSearch={all.length > 8 ? { optionFilterProp: "label" } : false}
            className="narrow"
            aria-label={words.names[name]}
            placeholder={words.names[name]}
            value={chosen === "" ? null : chosen}
            onChange={(next: string | undefined) => onChange({ [name]: next ?? "" })}
            options={all.map(([code, label]) => ({ value: code, label }))}
          />
        );
      })}
      {isNarrowed && (
        <Button type="text" onClick={() => onChange(ANY)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}
