import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Clock } from "../../../kernel/clock.ts";
import { AUDIENCES, type Audience, LANGUAGES } from "../../../kernel/labels.ts";
import { isVersion } from "../../../knowledge/parse/versions.ts";
import type { QuestionAccount, ScoreAccount } from "../../../knowledge/search/account/account-types.ts";
import type { Hit, Search, SearchFilter } from "../../../knowledge/types.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Env } from "../../environment.ts";
import type { Routes } from "../../server.ts";
import { HitShape, QuestionShape } from "./search-views.ts";

const SearchBody = z
  .strictObject({
    query: writtenText(2_000),
    limit: z.int().min(1).max(50).default(10),
    product: z.string().max(100).optional(),
    edition: z.string().max(100).optional(),
    version: z.string().max(50).refine(isVersion, "write up to four numbers with dots, such as 8.2.1").optional(),
    deployment: z.enum(["on_premise", "saas"]).optional(),
    language: z.enum(LANGUAGES).optional(),
    audience: z
      .enum(AUDIENCES)
      .default("public")
      .openapi({ description: "The widest audience to search for; end users always get what their token allows." }),
    explain: z.boolean().default(false).openapi({
      description: "Accounts for every point of each score; for members and API keys. Takes several times as long.",
    }),
  })
  .openapi("SearchRequest");

const route = createRoute({
  method: "post",
  path: "/v1/search",
  tags: ["knowledge"],
  summary: "Search the knowledge base with the very search that answers chats; every hit explains its score",
  request: { body: jsonBody(SearchBody) },
  responses: {
    200: json(
      z.object({
        hits: z.array(HitShape),
        answerability: z.number(),
        tookMs: z.number(),
        question: QuestionShape.optional(),
      }),
      "Best first.",
    ),
    ...PROBLEMS,
  },
});

/** The audiences up to the widest one allowed: end users never see more than their token says. */
function audiencesFor(c: Context<Env>, wanted: Audience): readonly Audience[] {
  const actor = c.get("actor");
  const widest = actor.type === "end_user" ? (actor.customerId === undefined ? "public" : "customer") : wanted;
  return AUDIENCES.slice(0, AUDIENCES.indexOf(widest) + 1);
}

const accountView = (account: ScoreAccount): NonNullable<z.infer<typeof HitShape>["account"]> => ({
  ...account,
  terms: account.terms.map((term) => ({ ...term, fields: [...term.fields] })),
});

const questionView = (question: QuestionAccount): z.infer<typeof QuestionShape> => ({
  ...question,
  clauses: [...question.clauses],
  codes: [...question.codes],
  synonyms: [...question.synonyms],
  translations: question.translations.map(({ word, into }) => ({ word, into: [...into] })),
});

const hitView = ({ scope, explain, headingPath, account, ...hit }: Hit): z.infer<typeof HitShape> => ({
  ...hit,
  headingPath: [...headingPath],
  product: scope.product,
  versions: scope.versions,
  audience: scope.audience,
  language: scope.language,
  explain: { ...explain, terms: [...explain.terms] },
  ...(account && { account: accountView(account) }),
});

export const searchRoutes =
  (deps: { readonly search: (tenantId: string) => Search; readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(route, async (c) => {
      const ctx = requireAction(c, "search");
      const { query, limit, audience, explain: asked, ...scope } = c.req.valid("json");
      const explain = asked && c.get("actor").type !== "end_user";
      const known = Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
      const filter: SearchFilter = { audiences: audiencesFor(c, audience), at: deps.clock.now(), ...known };
      const found = await deps.search(ctx.tenantId)({ text: query, filter, limit, explain });
      const { hits, answerability, tookMs, question } = found;
      return c.json(
        { hits: hits.map(hitView), answerability, tookMs, ...(question && { question: questionView(question) }) },
        200,
      );
    });
  };
