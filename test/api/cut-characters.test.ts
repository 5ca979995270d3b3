import { expect, test } from "vitest";
import { allEvents, open, testTenant } from "../support/app.ts";

test.each(["", "长"])("a long message of emoji goes to a person wherever it is cut, after %j", async (before) => {
  const tenant = await testTenant();
  const visitor = await tenant.endUser();
  const message = `${before}${"😀".repeat(300)}`;
  const events = await allEvents(await open(tenant.app.fetch, "POST /v1/chat", visitor, { message }));
  expect(events.map(({ event }) => event)).not.toContain("error");
  expect(events.at(-1)?.event).toBe("done");
});
