import type { ArticleScope } from "../../src/knowledge/types.ts";

/** A public article that holds for everything. */
export const SCOPE: ArticleScope = {
  product: null,
  module: null,
  editions: [],
  versions: null,
  deployment: null,
  audience: "public",
  language: "zh",
  kind: null,
  validFrom: null,
  validTo: null,
  owner: null,
};
