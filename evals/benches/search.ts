import { largeTenantChecks } from "./search/large-tenant.ts";
import { lexicalChecks } from "./search/lexical.ts";
import { ndcgChecks } from "./search/ndcg.ts";
import { scaleChecks } from "./search/scale.ts";
import { vectorChecks } from "./search/vectors.ts";
import type { Bench, BenchCheck, BenchOptions } from "./table.ts";

const CHECKS: Readonly<Record<string, (options: BenchOptions) => Promise<BenchCheck[]>>> = {
  lexical: lexicalChecks,
  vectors: vectorChecks,
  large: largeTenantChecks,
  scale: scaleChecks,
  ndcg: ndcgChecks,
};

/** Search beside its peers; `--only` takes one of lexical, vectors, large, scale, ndcg. */
export const run: Bench = async (options) => {
  const checks: BenchCheck[] = [];
  for (const [name, check] of Object.entries(CHECKS))
    if (options.only === undefined || options.only === name) checks.push(...(await check(options)));
  return checks;
};
