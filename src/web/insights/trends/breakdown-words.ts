import { useWordsIn } from "../../app/preferences.tsx";

const zh = {
  trees: { product_tree: "产品族 → 产品 → 模块", organisation_tree: "组织 → 部门 → 小组" } as Readonly<
    Record<string, string>
  >,
  top: "全部",
  path: "所在层级",
  into: (node: string) => `看 ${node} 的下一层`,
};
const en: typeof zh = {
  trees: { product_tree: "Family → product → module", organisation_tree: "Organisation → unit → team" },
  top: "Everything",
  path: "Level",
  into: (node) => `Look into ${node}`,
};

export const useTreeWords = () => useWordsIn({ zh, en });
