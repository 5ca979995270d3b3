import { useWordsIn } from "../../app/preferences.tsx";
import type { ArticleFilters } from "./list-address.ts";

const zh = {
  names: {
    ...{ product: "产品", module: "模块", language: "语言", audience: "可见范围", owner: "负责人", fresh: "时效" },
  } satisfies Record<keyof ArticleFilters, string>,
  fresh: { stale: "久未确认", expiring: "将失效", expired: "已失效" },
  clear: "清除筛选",
};

const en: typeof zh = {
  names: {
    ...{ product: "Product", module: "Module", language: "Language", audience: "Audience", owner: "Owner" },
    fresh: "Freshness",
  },
  fresh: { stale: "Stale", expiring: "Expiring", expired: "Expired" },
  clear: "Clear filters",
};

export const useFilterWords = () => useWordsIn({ zh, en });
