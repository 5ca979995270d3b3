import { z } from "zod";
import { coverage, terms, termWeights } from "../../copilot/terms.ts";
import { DomainError } from "../../kernel/errors.ts";
import { cutChunks } from "../../knowledge/chunk.ts";
import { parseSource } from "../../knowledge/parse/article.ts";
import type { Hit, Search } from "../../knowledge/types.ts";
import { type Prompt, parsePrompt } from "../../models/prompts.ts";
import { parsePolicy, problemFields } from "../../policy/parse.ts";
import { crossFaults, POLICY_KINDS, type Policies } from "../../policy/policies.ts";

const Source = z.string().min(1).max(500_000);

/** What is tried: a policy, the prompt of answers, an article, or several at once; each as the text of its file. */
export const ReplayChange = z
  .strictObject({
    policy: z.strictObject({ kind: z.enum(POLICY_KINDS), text: Source }).optional(),
    prompt: Source.optional(),
    article: z.strictObject({ path: z.string().min(1).max(500), text: Source }).optional(),
  })
  .refine(
    (change) => Object.values(change).some((part) => part !== undefined),
    "name a policy, a prompt or an article",
  );
export type ReplayChange = z.infer<typeof ReplayChange>;

/** A change that was read and found valid. */
export interface ReadChange {
  readonly policies: (now: Policies) => Policies;
  readonly prompt: Prompt | null;
  /** The tenant's search as it would be with the article. */
  readonly search: (search: Search) => Search;
}

/** Throws `invalid` with every fault, before anything is asked. */
export function readChange(change: ReplayChange, now: Policies): ReadChange {
  const policies = readPolicy(change, now);
  const prompt = change.prompt === undefined ? null : readPrompt(change.prompt);
  const search = change.article === undefined ? (given: Search) => given : withArticle(change.article);
  return { policies, prompt, search };
}

function readPolicy({ policy }: ReplayChange, now: Policies): ReadChange["policies"] {
  if (policy === undefined) return (current) => current;
  const file = `${policy.kind}.yaml`;
  const { content, problems } = parsePolicy(policy.kind, { name: file, text: policy.text });
  const faults = problemFields(problems);
  const changed = (current: Policies): Policies => ({ ...current, [policy.kind]: content });
  const crossed = content === null ? [] : crossFaults(changed(now)).map((reason) => ({ field: file, reason }));
  if (content === null || crossed.length > 0)
    throw new DomainError("invalid", `The policy is not valid: ${[...faults, ...crossed][0]?.reason}.`, [
      ...faults,
      ...crossed,
    ]);
  return changed;
}

function readPrompt(text: string): Prompt {
  try {
    const prompt = parsePrompt(text);
    if (prompt.id === "answer") return prompt;
    throw new Error("its id must be answer");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError("invalid", `The prompt is not valid: ${reason}`, [{ field: "prompt", reason }], { cause });
  }
}

/**
 * Puts the passages of a changed article among the hits: the old ones of its path leave, the new ones stand where the
 * share of the question's words that they hold puts them beside the others. An estimate: the index ranks by more.
 */
function withArticle({ path, text }: { readonly path: string; readonly text: string }): (search: Search) => Search {
  const article = read(path, text);
  const chunks = cutChunks(article).map((chunk) => ({
    ...chunk,
    terms: terms([article.title, ...chunk.headingPath, chunk.text].join("\n")),
  }));
  return (search) => async (query) => {
    const found = await search(query);
    const { audiences, language, product } = query.filter;
    const { scope } = article;
    const fits =
      audiences.includes(scope.audience) &&
      (language === undefined || language === scope.language) &&
      (product === undefined || scope.product === null || scope.product === product);
    const others = found.hits.filter((hit) => hit.path !== path && !path.endsWith(`/${hit.path}`));
    if (!fits) return { ...found, hits: others };
    const asked = terms(query.text);
    const heldBy = others.map((hit) => terms([hit.title, ...hit.headingPath, hit.text].join("\n")));
    const weight = termWeights([...heldBy, ...chunks.map((chunk) => chunk.terms)]);
    const shares = heldBy.map((held) => coverage(asked, held, weight));
    const best = Math.max(0.01, ...shares);
    const top = Math.max(1e-6, ...found.hits.map(({ score }) => score));
    const added = chunks.map((chunk): Hit & { readonly share: number } => {
      const share = coverage(asked, chunk.terms, weight);
      const known = [...asked].filter((term) => chunk.terms.has(term)).map((term) => ({ term, score: weight(term) }));
      const { ordinal, headingPath, anchor, start, end } = chunk;
      return {
        chunkId: `replay:${ordinal}`,
        articleId: "replay",
        articleVersion: 1,
        path,
        title: article.title,
        headingPath,
        anchor,
        start,
        end,
        text: chunk.text,
        scope,
        score: (top * share) / best,
        explain: { lexical: share, dense: null, terms: known },
        share,
      };
    });
    const relevant = added.filter(({ share }) => share >= best / 2);
    const hits = [...others, ...relevant].sort((a, b) => b.score - a.score).slice(0, query.limit);
    const sure = Math.max(0, ...relevant.map(({ share }) => share));
    return { ...found, hits, answerability: Math.max(others.length === 0 ? 0 : found.answerability, sure) };
  };
}

function read(path: string, text: string) {
  try {
    return parseSource(path, text, []);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError("invalid", `The article cannot be read: ${reason}`, [{ field: "article", reason }], {
      cause,
    });
  }
}
