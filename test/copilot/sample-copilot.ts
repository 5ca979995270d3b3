import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CopilotDeps, CopilotRequest } from "../../src/copilot/request.ts";
import { coverage, terms, termWeights } from "../../src/copilot/terms.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import type { Understanding } from "../../src/copilot/understand/understanding.ts";
import { newId } from "../../src/kernel/ids.ts";
import { cutChunks } from "../../src/knowledge/chunk.ts";
import { parseSource } from "../../src/knowledge/parse/article.ts";
import type { Hit, Search } from "../../src/knowledge/types.ts";
import { loadPrompt } from "../../src/models/prompts.ts";
import { parsePolicies } from "../../src/policy/parse.ts";

const ROOT = join(import.meta.dirname, "../..");
const KNOWLEDGE = join(ROOT, "knowledge");

const model = shippedUnderstanding();
const policyFiles = readdirSync(join(KNOWLEDGE, "policies")).map((name) => ({
  name,
  text: readFileSync(join(KNOWLEDGE, "policies", name), "utf8"),
}));
const parsed = parsePolicies(policyFiles);
if (parsed.policies === null) throw new Error(JSON.stringify(parsed));
const samplePolicies = parsed.policies;

const hits = ["zh/panheng-erp", "en/panheng-erp", "zh/internal", "en/internal"].flatMap((folder) =>
  readdirSync(join(KNOWLEDGE, folder))
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => hitsOf(`${folder}/${name}`)),
);

function hitsOf(path: string): Hit[] {
  const article = parseSource(path, readFileSync(join(KNOWLEDGE, path), "utf8"), []);
  return cutChunks(article).map(({ ordinal, headingPath, anchor, start, end, text }) => ({
    chunkId: `${path}#${ordinal}`,
    articleId: path,
    articleVersion: 1,
    path,
    title: article.title,
    headingPath,
    anchor,
    start,
    end,
    text,
    scope: article.scope,
    score: 0,
    explain: { lexical: 0, dense: null, terms: [] },
  }));
}

/** What the classifier would say of a plain how-to question, so that these tests do not depend on its training. */
function plainQuestion(text: string): Understanding {
  const read = understand(model, text);
  const sure = <Label extends string>(label: Label, distribution: Readonly<Record<string, number>>) => ({
    label,
    confidence: 0.97,
    distribution: Object.fromEntries(
      Object.keys(distribution).map((key) => [key, key === label ? 0.97 : 0.001]),
    ) as Record<Label, number>,
  });
  return {
    ...read,
    serviceType: sure("consult", read.serviceType.distribution) as Understanding["serviceType"],
    serviceItem: sure("howto", read.serviceItem.distribution) as Understanding["serviceItem"],
    outOfScope: { present: false, confidence: 0.01 },
    unsure: false,
  };
}

/** A small stand-in for the real search over the sample articles: word overlap, audience as filter. */
export const sampleSearch: Search = ({ text, filter, limit }) => {
  const wanted = terms(text);
  const prepared = hits
    .filter(
      ({ scope }) =>
        filter.audiences.includes(scope.audience) && (filter.language ?? scope.language) === scope.language,
    )
    .map((hit) => ({ hit, held: terms([hit.title, ...hit.headingPath, hit.text].join("\n")) }));
  const weight = termWeights(prepared.map(({ held }) => held));
  const ranked = prepared
    .map(({ hit, held }) => ({ ...hit, score: coverage(wanted, held, weight) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
  return Promise.resolve({ hits: ranked, answerability: Math.min(1, (ranked[0]?.score ?? 0) * 1.4), tookMs: 0 });
};

export async function sampleDeps(overrides: Partial<CopilotDeps> = {}): Promise<CopilotDeps> {
  let draws = 0;
  return {
    search: sampleSearch,
    understand: plainQuestion,
    policies: samplePolicies,
    model: null,
    prompt: await loadPrompt(join(ROOT, "prompts/answer.md")),
    settings: {
      vendor: "Oakskiff",
      modelBudgetMs: 2_000,
      passages: 6,
      allowedStatements: [],
      productName: (product) => product,
      price: { inputMicros: 1_000_000, outputMicros: 2_000_000 },
    },
    clock: { now: () => new Date("2026-11-23T08:00:00Z") },
    newId: () => newId(),
    similar: () => [],
    randomHex: () => `fence${draws++}`,
    ...overrides,
  };
}

export const ask = (...texts: readonly string[]): CopilotRequest => ({
  channel: "web",
  turns: texts.map((text) => ({ role: "customer", text })),
  customer: {
    class: "B",
    content: "sla",
    contractPlan: null,
    customModule: false,
    audiences: ["public", "customer"],
    product: "panheng-erp",
    edition: null,
    version: null,
    deployment: null,
    owned: [],
  },
  conversation: { handedOver: false, humanReplied: false, clarifications: 0 },
});
