import { Select } from "antd";
import { useNames } from "./names.tsx";
import { type InsightsPage, useInsightsWords } from "./use-insights.ts";

/** Which tags the page is about; none means all. */
export function TagSelect({ page: { state, go } }: { readonly page: InsightsPage }) {
  const words = useInsightsWords();
  const names = useNames();
  return (
    <Select
      mode="multiple"
      className="tag-select"
      aria-label={words.tags}
      placeholder={words.tags}
      maxTagCount="responsive"
      value={[...state.tags]}
      onChange={(tags: string[]) => go({ tags })}
      options={names.tags.map((tag) => ({ value: tag, label: names.tag(tag) }))}
      optionFilterProp="label"
      allowClear
    />
  );
}
