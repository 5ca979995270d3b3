import { expect, test } from "vitest";
import { prepareCast } from "../../evals/faults/cast.ts";
import { newPlace } from "../../evals/faults/place.ts";
import { type Behaviour, providerServer } from "../../evals/faults/providers/server.ts";
import { startServer } from "../../evals/faults/server-process.ts";
import { obligingAnswer } from "../../evals/obliging-model.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { propose } from "../../src/jobs/propose.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ModelRequest } from "../../src/models/ports.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { eventsOf } from "../support/app.ts";
import { migratedFolder } from "../support/migrated-folder.ts";

const kind = process.env["TEST_DATABASE_URL"] === undefined ? "embedded" : "native";
const QUESTION = "总账怎么反结账？";

/** Streams the first sentence and the beginning of the second, and then nothing, for as long as anybody listens. */
const stallsInAnswer: Behaviour = (asked, response) => {
  const whole = obligingAnswer(asked as unknown as ModelRequest);
  const content = whole.slice(0, whole.indexOf('"text"', whole.indexOf('"text"') + 1) + 12);
  const choices = [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }];
  response.writeHead(200, { "content-type": "text/event-stream" });
  const chunk = { id: "c1", object: "chat.completion.chunk", created: 1, model: "fake-1", choices };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
};

interface Row {
  readonly id: string;
  readonly ticketId: string;
  readonly text: string;
  readonly author: string;
  readonly unfinished: boolean;
}

const repliesIn = (db: Database, tenantId: string): Promise<Row[]> =>
  inTenant(db, tenantId, async (tx) => {
    const { rows } = await tx.query<Row>(
      `select id, ticket_id as "ticketId", text, author->>'id' as author, writing_turn is not null as unfinished
       from message where tenant_id = $1 and direction = 'out' order by ticket_id, seq`,
      [tenantId],
    );
    return rows;
  });

test("kill -9 in the middle of an answer: what was shown is kept, and it is finished or handed over, once", {
  timeout: 120_000,
}, async () => {
  const place = await newPlace(kind, await migratedFolder());
  const provider = await providerServer(stallsInAnswer);
  try {
    const cast = await prepareCast(place);
    const env = { OPENAI_API_KEY: "k", OPENAI_BASE_URL: provider.baseUrl, MODEL_TIMEOUT_MS: "60000" };
    const server = await startServer({ ...place.env, ...env });
    const shown = new Map<unknown, string>();
    for (const contactId of ["c-1", "c-2"]) {
      const response = await fetch(`${server.url}/v1/chat`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${cast.key}` },
        body: JSON.stringify({ message: QUESTION, contactId, channel: "web" }),
      });
      let ticketId: unknown;
      try {
        for await (const { event, data } of eventsOf(response)) {
          ticketId ??= data["ticketId"];
          if (event !== "delta") continue;
          shown.set(ticketId, String(data["text"]));
          if (shown.size === 2) await server.kill();
          break;
        }
      } catch (error) {
        // The stream of a killed server breaks off.
        if (shown.size < 2) throw error;
      }
    }
    expect(shown.size).toBe(2);

    const db = await place.open();
    try {
      const before = await repliesIn(db, cast.tenantId);
      expect(before.map(({ unfinished }) => unfinished)).toEqual([true, true]);
      for (const { ticketId, text } of before) expect(text).toBe(shown.get(ticketId));
      const [first, second] = before;
      const answers = { [first!.ticketId]: scriptedModel([{ text: obligingAnswer }]), [second!.ticketId]: null };
      for (const [ticketId, model] of Object.entries(answers)) {
        const app = await createApp(readConfig({}), db, { clock: systemClock, log: silentLogger, model });
        // The job of the conversation, as often as the queue gives it.
        for (let again = 0; again < 3; again += 1)
          await propose(app, systemCtx(cast.tenantId, "propose"), ticketId, new AbortController().signal);
        await app.stop(0);
      }
      const after = await repliesIn(db, cast.tenantId);
      expect(after.every(({ unfinished }) => !unfinished)).toBe(true);
      const [finished, ...more] = after.filter(({ ticketId }) => ticketId === first!.ticketId);
      expect(more).toEqual([]);
      expect(finished).toMatchObject({ id: first!.id });
      expect(finished!.text.startsWith(first!.text)).toBe(true);
      expect(finished!.text.length).toBeGreaterThan(first!.text.length);
      const ended = after.filter(({ ticketId }) => ticketId === second!.ticketId);
      expect(ended.map(({ author }) => author)).toEqual(["copilot", "handover"]);
      expect(ended[0]).toMatchObject({ id: second!.id, text: second!.text });
    } finally {
      await db.close();
    }
  } finally {
    await provider.close();
    await place.remove();
  }
});
