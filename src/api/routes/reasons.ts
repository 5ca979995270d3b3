import { createRoute, z } from "@hono/zod-openapi";
import type { GivenReason } from "../../copilot/reasons/reason-model.ts";
import type { SuggestedReason } from "../../copilot/reasons/suggest.ts";
import { startTraining, type TrainingDeps, trainingRuns } from "../../jobs/training/training.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { addReason, changeReason, contactReasons, ReasonInput, removeReason } from "../../tickets/reasons.ts";
import type { ContactReason } from "../../tickets/store/reasons.ts";
import { TRAINED_MODELS } from "../../tickets/store/training.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import { writtenText } from "../bodies.ts";
import type { Routes } from "../server.ts";
import { shownTo } from "../shown-to.ts";

const tags = ["understanding"];
const ById = z.object({ id: z.uuid() });

export const ReasonShape = z
  .object({
    id: z.string(),
    parentId: z.string().nullable(),
    name: z.string(),
    description: z.string(),
    examples: z.array(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi("ContactReason");
const GivenShape = z.object({ id: z.string(), path: z.array(z.string()), confidence: z.number() });
export const RunShape = z
  .object({
    id: z.string(),
    kind: z.enum(TRAINED_MODELS),
    status: z.enum(["queued", "passed", "refused", "failed"]),
    figures: z.record(z.string(), z.number()).nullable(),
    problem: z.string().nullable(),
    requestedBy: z.string(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable().openapi({ description: "Null while it waits for its turn." }),
    finishedAt: z.iso.datetime().nullable(),
  })
  .openapi("TrainingRun");

const list = createRoute({
  method: "get",
  path: "/v1/reasons",
  tags,
  summary: "Contact reasons of the tenant",
  responses: {
    200: json(z.object({ reasons: z.array(ReasonShape) }), "All of them; a tree by `parentId`."),
    ...PROBLEMS,
  },
});
const add = createRoute({
  method: "post",
  path: "/v1/reasons",
  tags,
  summary: "Define a contact reason by name, description and a few examples",
  request: { body: jsonBody(ReasonInput) },
  responses: {
    201: json(ReasonShape, "The reason; tickets get it after the next training."),
    ...PROBLEMS,
    409: PROBLEMS[400],
  },
});
const change = createRoute({
  method: "put",
  path: "/v1/reasons/{id}",
  tags,
  summary: "Change a contact reason",
  request: { params: ById, body: jsonBody(ReasonInput) },
  responses: { 200: json(ReasonShape, "The reason."), ...PROBLEMS, ...NOT_FOUND },
});
const remove = createRoute({
  method: "delete",
  path: "/v1/reasons/{id}",
  tags,
  summary: "Remove a contact reason that has none below it",
  request: { params: ById },
  responses: { 204: { description: "Removed." }, ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] },
});
const tryOut = createRoute({
  method: "post",
  path: "/v1/reasons/try",
  tags,
  summary: "The contact reason that a text would get now",
  request: { body: jsonBody(z.strictObject({ text: writtenText(20_000) })) },
  responses: { 200: json(z.object({ reason: GivenShape.nullable() }), "Null when none fits."), ...PROBLEMS },
});
const suggestions = createRoute({
  method: "get",
  path: "/v1/reasons/suggestions",
  tags,
  summary: "Groups of recent requests that no contact reason fits",
  responses: {
    200: json(
      z.object({
        suggestions: z.array(z.object({ terms: z.array(z.string()), count: z.int(), examples: z.array(z.string()) })),
      }),
      "The largest groups first, each with telling terms and some of its requests.",
    ),
    ...PROBLEMS,
  },
});
const train = createRoute({
  method: "post",
  path: "/v1/trainings",
  tags,
  summary: "Train a model from what people corrected; it is put to use only when it is as good as the one before",
  request: { body: jsonBody(z.strictObject({ kind: z.enum(TRAINED_MODELS) })) },
  responses: { 202: json(z.object({ id: z.uuid() }), "Runs as a job."), ...PROBLEMS },
});
const runs = createRoute({
  method: "get",
  path: "/v1/trainings",
  tags,
  summary: "The newest trainings with their figures",
  responses: { 200: json(z.object({ trainings: z.array(RunShape) }), "Newest first."), ...PROBLEMS },
});

const reasonView = ({ createdAt, updatedAt, examples, ...reason }: ContactReason): z.infer<typeof ReasonShape> => ({
  ...reason,
  examples: [...examples],
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

export interface ReasonParts extends Pick<TrainingDeps, "db" | "clock" | "queue"> {
  readonly reasonOf: (tenantId: string, text: string) => Promise<GivenReason | null>;
  readonly suggest: (ctx: Ctx) => Promise<SuggestedReason[]>;
}

export const reasonRoutes =
  (deps: ReasonParts): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      return c.json({ reasons: (await contactReasons(deps, ctx)).map(reasonView) }, 200);
    });
    app.openapi(add, async (c) => {
      const ctx = requireAction(c, "reason.write");
      return c.json(reasonView(await addReason(deps, ctx, c.req.valid("json"))), 201);
    });
    app.openapi(change, async (c) => {
      const ctx = requireAction(c, "reason.write");
      return c.json(reasonView(await changeReason(deps, ctx, c.req.valid("param").id, c.req.valid("json"))), 200);
    });
    app.openapi(remove, async (c) => {
      const ctx = requireAction(c, "reason.write");
      await removeReason(deps, ctx, c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(tryOut, async (c) => {
      const { tenantId } = requireAction(c, "classify");
      const reason = await deps.reasonOf(tenantId, c.req.valid("json").text);
      return c.json({ reason: reason && { ...reason, path: [...reason.path] } }, 200);
    });
    app.openapi(suggestions, async (c) => {
      const ctx = requireAction(c, "reason.write");
      const found = shownTo(ctx.actor, await deps.suggest(ctx));
      return c.json(
        { suggestions: found.map((one) => ({ ...one, terms: [...one.terms], examples: [...one.examples] })) },
        200,
      );
    });
    app.openapi(train, async (c) => {
      const ctx = requireAction(c, "model.train");
      return c.json({ id: await startTraining(deps, ctx, c.req.valid("json").kind) }, 202);
    });
    app.openapi(runs, async (c) => {
      const rows = await trainingRuns(deps, requireAction(c, "model.train"));
      const trainings = rows.map(({ createdAt, startedAt, finishedAt, figures, ...run }) => ({
        ...run,
        figures: figures && { ...figures },
        createdAt: createdAt.toISOString(),
        startedAt: startedAt?.toISOString() ?? null,
        finishedAt: finishedAt?.toISOString() ?? null,
      }));
      return c.json({ trainings }, 200);
    });
  };
