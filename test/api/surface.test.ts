import { expect, test } from "vitest";
import { PUBLIC_PATHS } from "../../src/api/auth.ts";
import { createServer } from "../../src/api/server.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { Logger } from "../../src/kernel/log.ts";
import { ORIGIN, type ProblemBody, send, testApp, testTenant } from "../support/app.ts";

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}
interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: unknown;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}
interface Schema {
  readonly $ref?: string;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const app = await testApp();
const document = (await send(app.fetch, "GET /openapi.json")).body as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);
const isPublic = (path: string) => PUBLIC_PATHS.some((open) => open.test(path));
const concrete = (path: string) =>
  path
    .replace("{kind}", "sla")
    .replace("{version}", "1")
    .replace(/\{[^}]+\}/g, newId());

test("every published route without credentials is 401, and says so, unless it is listed as public", async () => {
  expect(operations.length).toBeGreaterThan(50);
  for (const { method, path } of operations.filter((one) => !isPublic(one.path))) {
    const answer = await send(app.fetch, `${method.toUpperCase()} ${concrete(path)}`, { origin: ORIGIN });
    expect([method, path, answer.status, answer.headers.get("www-authenticate")]).toEqual([
      method,
      path,
      401,
      "Bearer",
    ]);
  }
});

test("every route of the router without credentials is 401 unless it is listed as public", async () => {
  for (const { method, path } of app.server.routes) {
    const target = path.replace(/:[a-zA-Z]+(\{[^}]*\})?/g, newId()).replace("*", "x");
    if (method === "ALL" || isPublic(target)) continue;
    expect([method, path, (await send(app.fetch, `${method} ${target}`)).status]).toEqual([method, path, 401]);
  }
});

test("paths that look like public ones are closed", async () => {
  for (const path of [
    "/docs/../v1/tickets",
    "/healthz/x",
    "/openapi.json/x",
    "/v1/auth/sign-in/email/x",
    "//v1/tickets",
    "/V1/tickets",
    "/docs%2f..%2fv1/tickets",
    "/v1/tickets?/healthz",
    "/v1/tickets;/healthz",
  ])
    expect([path, (await send(app.fetch, `GET ${path}`)).status]).toEqual([path, 401]);
});

test("the document is OpenAPI 3.1: named parameters, described answers, references that lead somewhere", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  for (const { method, path, operation } of operations) {
    const name = `${method} ${path}`;
    expect([name, operation.summary, operation.tags?.length]).toEqual([name, expect.stringMatching(/\w/), 1]);
    const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, parameter]) => parameter).sort();
    const declared = (operation.parameters ?? []).filter((one) => one.in === "path");
    expect([name, declared.map((one) => one.name).sort()]).toEqual([name, inPath]);
    expect([name, declared.every((one) => one.required)]).toEqual([name, true]);
    expect([name, Object.keys(operation.responses).some((status) => /^2\d\d$/.test(status))]).toEqual([name, true]);
    for (const [status, { description }] of Object.entries(operation.responses))
      expect([name, status, description]).toEqual([
        name,
        expect.stringMatching(/^[1-5]\d\d$/),
        expect.stringMatching(/\w/),
      ]);
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(50);
  for (const [, part, name] of references) expect(document.components[part!]).toHaveProperty(name!);
  expect(JSON.stringify(document)).not.toMatch(/"nullable":/);
});

test("the document says which routes are open, and names a scheme for all others", () => {
  const schemes = document.components["securitySchemes"]!;
  for (const requirement of document.security)
    for (const name of Object.keys(requirement)) expect(schemes).toHaveProperty(name);
  for (const { method, path, operation } of operations)
    expect([method, path, operation.security?.length === 0]).toEqual([method, path, isPublic(path)]);
});

test("the document names every route of the router under /v1", () => {
  const published = new Set(
    operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{id\}:/, "{id}/")}`),
  );
  const routed = app.server.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/v1/"))
    .map(({ method, path }) => `${method} ${path.replace(/:([a-zA-Z]+)/g, "{$1}")}`);
  expect(routed.filter((route) => !published.has(route))).toEqual([]);
});

test("the reference page and all it loads come from here, and its policy allows nothing else", async () => {
  const page = await send(app.fetch, "GET /docs");
  const html = String(page.body);
  expect(html).not.toMatch(/https?:\/\/|src="\/\/|href="\/\//);
  const policy = page.headers.get("content-security-policy")!;
  expect(policy).toMatch(/default-src 'self'/);
  expect(policy).not.toMatch(/https?:|\*|unsafe/);
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
  expect(loaded.length).toBeGreaterThanOrEqual(4);
  for (const path of loaded) expect([path, (await send(app.fetch, `GET ${path}`)).status]).toEqual([path, 200]);
  // A key that somebody tries there is forgotten with the page.
  expect(String((await send(app.fetch, "GET /docs/start.js")).body)).not.toMatch(/persistAuthorization/);
  const css = String((await send(app.fetch, "GET /docs/swagger-ui.css")).body);
  expect(css).not.toMatch(/url\(["']?https?:|@import/);
  expect((await send(app.fetch, "GET /docs/..%2fpackage.json")).status).toBeGreaterThanOrEqual(400);
});

test("an unknown error is logged with its request, and never shows its message", async () => {
  const logged: object[] = [];
  const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (facts) => void logged.push(facts) };
  const server = createServer({ db: app.db, clock: systemClock, log, maxBodyBytes: 1000, requestsPerMinute: 100 }, [
    (router) => {
      router.get("/v1/broken", () => {
        throw new Error("password=hunter2 at postgres://secret");
      });
    },
  ]);
  const key = await (await testTenant()).key();
  const answer = await send((request) => server.fetch(request), "GET /v1/broken", key);
  expect(answer.status).toBe(500);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|postgres|Error/);
  const { instance } = answer.body as { instance: string };
  expect(logged).toMatchObject([{ requestId: instance.split(":").at(-1), route: "/v1/broken" }]);
  expect(instance).toContain(answer.headers.get("x-request-id")!);
});

test("every answer carries a request id and forbids framing and sniffing", async () => {
  for (const route of ["GET /healthz", "GET /v1/tickets", "GET /nowhere"]) {
    const { headers } = await send(app.fetch, route);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toMatch(/SAMEORIGIN|DENY/);
  }
});

test("the process says whether it is alive and whether its database answers", async () => {
  expect(await send(app.fetch, "GET /healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  expect(await send(app.fetch, "GET /readyz")).toMatchObject({ status: 200, body: { status: "ok" } });
  const { healthRoutes } = await import("../../src/api/routes/health.ts");
  const dead = { ...app.db, ping: () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.1")) };
  const deps = {
    db: dead,
    clock: systemClock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    maxBodyBytes: 1,
    requestsPerMinute: 1,
  };
  const server = createServer(deps, [healthRoutes(dead)]);
  const answer = await send((request) => server.fetch(request), "GET /readyz");
  expect([answer.status, (answer.body as ProblemBody).detail]).toEqual([503, "The database does not answer."]);
});

/** Places in a schema where a field that nobody knows would be passed over. */
function openPlaces(given: Schema, place = "(body)"): string[] {
  const schema =
    given.$ref === undefined ? given : (document.components.schemas![given.$ref.split("/").at(-1)!] as Schema);
  const { properties, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  return [
    ...(properties !== undefined && schema.additionalProperties !== false ? [place] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => openPlaces(inner, `${place}.${name}`)),
    ...(items === undefined ? [] : openPlaces(items, `${place}[]`)),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((inner) => openPlaces(inner, place)),
  ];
}

test("no body in JSON takes fields that it does not know", () => {
  const bodies = operations.flatMap(({ method, path, operation }) => {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    return schema === undefined ? [] : [{ route: `${method} ${path}`, schema }];
  });
  expect(bodies.length).toBeGreaterThan(60);
  expect(bodies.flatMap(({ route, schema }) => openPlaces(schema).map((place) => `${route} ${place}`))).toEqual([]);
});
