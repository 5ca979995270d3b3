import { expect, test } from "vitest";
import { open, send, testTenant } from "../support/app.ts";

test("browsers are told to stay on https only when they came that way", async () => {
  const { app } = await testTenant();
  expect((await send(app.fetch, "GET /healthz")).headers.get("strict-transport-security")).toBeNull();
  const behindProxy = await send(app.fetch, "GET /healthz", {}, undefined, { "x-forwarded-proto": "https" });
  expect(behindProxy.headers.get("strict-transport-security")).toBe("max-age=15552000");
  expect(behindProxy.headers.get("x-content-type-options")).toBe("nosniff");
});

test("other sites may call the chat without cookies, and nothing else", async () => {
  const { app, endUser } = await testTenant();
  const from = { origin: "https://shop.example" };
  const asked = { "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
  const preflight = await open(app.fetch, "OPTIONS /v1/chat", {}, undefined, { ...from, ...asked });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
  const chat = await send(app.fetch, "POST /v1/chat", await endUser(), { message: "你好" }, from);
  expect(chat.headers.get("access-control-allow-origin")).toBe("*");
  const queue = await send(app.fetch, "GET /v1/tickets", {}, undefined, from);
  expect(queue.headers.get("access-control-allow-origin")).toBeNull();
});

test("one Idempotency-Key names one request: another query under it is a conflict", async () => {
  const { app, key } = await testTenant();
  const as = await key(["chat"]);
  const ask = (contactId: string) =>
    send(app.fetch, `POST /v1/chat/00000000-0000-7000-8000-000000000000/person?contactId=${contactId}`, as, undefined, {
      "idempotency-key": "once",
    });
  expect((await ask("u-1")).status).toBe(404);
  expect((await ask("u-1")).status).toBe(404);
  expect((await ask("u-2")).status).toBe(409);
});

test("every answer, a refusal too, is read as what it says it is, in no frame of others, and tells no other site where it came from", async () => {
  const { app, key } = await testTenant();
  for (const [route, as] of [
    ["GET /docs", {}],
    ["GET /openapi.json", {}],
    ["GET /v1/me", await key()],
    ["GET /v1/me", {}],
    ["GET /nothing/here", await key()],
  ] as const) {
    const { headers } = await send(app.fetch, route, as);
    const said = (name: string) => headers.get(name) ?? "";
    expect([route, said("x-content-type-options"), said("referrer-policy")]).toEqual([route, "nosniff", "no-referrer"]);
    expect([
      route,
      /frame-ancestors 'none'/.test(said("content-security-policy")) || said("x-frame-options"),
    ]).not.toEqual([route, ""]);
    expect(said("content-security-policy")).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  }
});
