import { randomUUID } from "node:crypto";
import { type BudgetState, type Purpose, readBudgetState } from "../access/model-usage.ts";
import { answer, type Say } from "../copilot/answer.ts";
import type { Proposal } from "../copilot/proposal.ts";
import type { CopilotDeps, CopilotRequest, CopilotSettings } from "../copilot/request.ts";
import { flagsOfMessage, maskedTurns, screened, waitingWords } from "../copilot/safety.ts";
import { shippedNeighbours } from "../copilot/understand/shipped-neighbours.ts";
import { understand } from "../copilot/understand/understand.ts";
import type { ProductDictionary } from "../copilot/understand/understanding.ts";
import type { Database, ReadTx } from "../db/pool.ts";
import { readInTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { KnowledgeDictionary } from "../knowledge/import/dictionary.ts";
import { dictionariesOf } from "../knowledge/import/store/dictionary.ts";
import { isVersion } from "../knowledge/parse/versions.ts";
import type { SearchOfTenant } from "../knowledge/search/search.ts";
import { type KnowledgeState, knowledgeState } from "../knowledge/search/store.ts";
import type { Search } from "../knowledge/types.ts";
import type { ContentScreen } from "../models/content-screen.ts";
import type { ChatModel } from "../models/ports.ts";
import type { Prompt } from "../models/prompts.ts";
import type { Policies } from "../policy/policies.ts";
import { budgetedModel } from "./models/budgeted-model.ts";
import type { Owe } from "./models/owed-calls.ts";
import type { ModelsOfTenant, TenantModels } from "./models/tenant-models.ts";

export interface CopilotParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly search: SearchOfTenant;
  readonly models: TenantModels;
  readonly policies: (tx: ReadTx) => Promise<Policies>;
  readonly model: ChatModel | null;
  /** What its calls count as; `draft` if not said. */
  readonly purpose?: Purpose;
  readonly prompt: Prompt;
  /** A provider of content safety beside the tenant's own lists. */
  readonly contentScreen: ContentScreen | null;
  readonly modelBudgetMs: number;
  /** Price of a million tokens, in millionths of the currency unit. */
  readonly price: CopilotSettings["price"];
}

const PASSAGES = 8;

/** What a tenant's copilot works with at the moment of a request. */
export interface Settled extends Products, ModelsOfTenant {
  readonly policies: Policies;
  /** Null without a budget, or without a model. */
  readonly budget: BudgetState | null;
  /** As the search is to find it. */
  readonly knowledge: KnowledgeState;
}

/** What a caller has read already, and what is still under way. */
export interface BegunWith {
  readonly settled: Settled | undefined;
  /** Waited for before a model is asked. */
  readonly kept: Promise<void> | undefined;
  /** Takes over to keep what the model's calls took. */
  readonly owe: Owe;
}

type Ask = (
  tenantId: string,
  request: CopilotRequest,
  signal: AbortSignal,
  say?: Say,
  begun?: BegunWith,
) => Promise<Proposal>;

/**
 * Runs the copilot for one tenant; built once in the composition root. `say`: see `answer`. `read` reads what it works
 * with in the caller's transaction, all at once, for whoever has one under way already; it goes in as `settled`.
 */
export interface Copilot extends Ask {
  readonly read?: (tx: ReadTx) => Promise<Settled>;
}

/** The copilot of every tenant: its knowledge base, dictionary and policies are read for each request. */
export const createCopilot = (parts: CopilotParts): Copilot => {
  const productsOf = productReader(parts);
  const read = async (tx: ReadTx): Promise<Settled> => {
    const [policies, [knowledge, products], budget, models] = await Promise.all([
      parts.policies(tx),
      knowledgeState(tx).then(async (state) => [state, await productsOf(tx, state.dictionary)] as const),
      parts.model === null ? null : readBudgetState(tx, parts.clock.now()),
      parts.models(tx),
    ]);
    return { policies, knowledge, ...products, budget, ...models };
  };
  const propose: Ask = async (tenantId, request, signal, say, begun) => {
    const { policies, knowledge, dictionary, settings, budget, understanding, reasons } =
      begun?.settled ?? (await readInTenant(parts.db, tenantId, read));
    const { safety } = policies;
    const screening = { policy: safety, provider: parts.contentScreen, signal };
    const flags = await flagsOfMessage(screening, waitingWords(request.turns));
    const mayAsk = budget !== "spent";
    const account = { tenantId, purpose: parts.purpose ?? "draft", isUnlimited: budget === null, owe: begun?.owe };
    const model = parts.model && budgetedModel(parts, parts.model, account);
    const deps: CopilotDeps = {
      search: comparable(parts.search(tenantId, knowledge)),
      understand: (text) => understand(understanding, text, { dictionary, reasonOf: reasons }),
      policies,
      // What was flagged is for a person: no model reads it.
      model: mayAsk && flags.length === 0 && model !== null ? askedAfter(begun?.kept, model) : null,
      prompt: parts.prompt,
      similar: (text, count) =>
        shippedNeighbours(text, count).map(({ example }) => ({ item: example.service_item, text: example.text })),
      settings,
      clock: parts.clock,
      newId: () => newId(parts.clock.now()),
      // Node makes them from random bytes in stock: 122 bits each.
      randomHex: () => randomUUID().replaceAll("-", ""),
    };
    // Screened as the whole is, each time all of it so far: a list may mind words that stand in two sentences.
    const sayScreened: Say | undefined =
      say &&
      (async (soFar) => {
        const clean = await screened(screening, soFar, flags);
        return clean.safety === undefined && say(clean);
      });
    const asked = { ...request, turns: maskedTurns(safety, request.turns) };
    const proposal = await answer(deps, asked, signal, sayScreened);
    const explained = mayAsk ? proposal : { ...proposal, model: { ...proposal.model, problem: "budget" } };
    return screened(screening, explained, flags);
  };
  return Object.assign(propose, { read });
};

/** A model's call is paid for: it is made for what is stored. */
const askedAfter = (kept: Promise<void> | undefined, model: ChatModel): ChatModel =>
  kept === undefined
    ? model
    : { id: model.id, complete: async (...request) => kept.then(() => model.complete(...request)) };

interface Products {
  readonly dictionary: ProductDictionary;
  readonly settings: CopilotSettings;
}

const MOST_TENANTS = 200;

/**
 * The tenant's products as its dictionaries name them; read anew only when their content hash says so. `hash`: as it is
 * now.
 */
function productReader(
  limits: Pick<CopilotParts, "modelBudgetMs" | "price">,
): (tx: ReadTx, hash: string) => Promise<Products> {
  const made = new Map<string, Products>();
  return async (tx, hash) => {
    const key = `${tx.tenantId} ${hash}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const dictionaries = await dictionariesOf(tx, tx.tenantId);
    const products = {
      dictionary: productDictionary(dictionaries),
      settings: settingsOf(dictionaries, limits),
    };
    // Read after the hash: only kept when nothing was imported in between.
    if (key === `${tx.tenantId} ${dictionaries.map(({ contentHash }) => contentHash).join(" ")}`)
      made.set(key, products);
    for (const oldest of made.keys()) if (made.size > MOST_TENANTS) made.delete(oldest);
    return products;
  };
}

/** A version that nobody can compare, such as "the new one", is as good as none: the question is answered all the same. */
const comparable =
  (search: Search): Search =>
  ({ filter: { version, ...filter }, ...query }) =>
    search({ ...query, filter: version !== undefined && isVersion(version) ? { ...filter, version } : filter });

/** Names that customers use for products and modules, from all sources of the tenant. */
export function productDictionary(dictionaries: readonly KnowledgeDictionary[]): ProductDictionary {
  const products = dictionaries.flatMap((dictionary) => dictionary.products);
  const names = (...given: (string | undefined)[]) => given.filter((name) => name !== undefined);
  return {
    products: products.map(({ code, zh, en, aliases }) => ({
      name: code,
      aliases: [...names(code, zh, en), ...aliases.zh, ...aliases.en],
    })),
    modules: products.flatMap(({ code, modules }) =>
      modules.map((module) => ({
        name: module.code,
        product: code,
        aliases: [...names(module.zh, module.en), ...module.synonyms],
      })),
    ),
  };
}

function settingsOf(
  dictionaries: readonly KnowledgeDictionary[],
  { modelBudgetMs, price }: Pick<CopilotParts, "modelBudgetMs" | "price">,
): CopilotSettings {
  const products = new Map(
    dictionaries.flatMap(({ products }) =>
      products.map((product) => [product.code, product.zh ?? product.en ?? product.code] as const),
    ),
  );
  return {
    vendor: "the vendor",
    modelBudgetMs,
    passages: PASSAGES,
    allowedStatements: [],
    productName: (product) => products.get(product) ?? product,
    price,
  };
}
