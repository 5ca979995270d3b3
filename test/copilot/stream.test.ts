import { expect, test } from "vitest";
import { saidSentences } from "../../src/copilot/proposal.ts";
import type { CopilotDeps, CopilotRequest } from "../../src/copilot/request.ts";
import { answerStream, StreamEvent } from "../../src/copilot/stream.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

async function play(deps: CopilotDeps, request: CopilotRequest, signal = new AbortController().signal) {
  const events: StreamEvent[] = [];
  const stream = answerStream(deps, request, signal);
  for (;;) {
    const { value, done } = await stream.next();
    if (done) return { events, types: events.map(({ type }) => type), proposal: value };
    events.push(StreamEvent.parse(value));
  }
}

test("an automatic answer streams sentence by sentence, each after the passage that it cites", async () => {
  const { events, types, proposal } = await play(
    await sampleDeps(),
    ask("How do I restore a backup to a point in time?"),
  );
  expect(types[0]).toBe("understanding");
  expect(types.slice(-2)).toEqual(["usage", "done"]);
  expect(events.filter((event) => event.type === "delta").map(({ text }) => text)).toEqual(
    saidSentences(proposal!).map(({ text }) => text),
  );
  const cited = new Set<number>();
  for (const event of events) {
    if (event.type === "citation") cited.add(event.index);
    if (event.type === "delta") expect(event.cites.every((index) => cited.has(index))).toBe(true);
  }
});

test("where the gate is closed a person takes over and no sentence is shown", async () => {
  const email = { ...ask("How do I restore a backup to a point in time?"), channel: "email" as const };
  const { types, proposal } = await play(await sampleDeps(), email);
  expect(types).toEqual(["understanding", "handoff", "usage", "done"]);
  expect(saidSentences(proposal!).length).toBeGreaterThan(0);
});

test("a draft that fails a check after the gate was open ends in a handover", async () => {
  const model = scriptedModel([
    {
      text: JSON.stringify({
        labels: { service_type: "complaint", service_item: "quality", voc: [], sentiment: "neutral", urgency: "low" },
        sentences: [],
        clarifying_question: null,
        missing: [],
      }),
    },
  ]);
  const { types } = await play(await sampleDeps({ model }), ask("How do I restore a backup to a point in time?"));
  expect(types).toEqual(["understanding", "handoff", "usage", "done"]);
});

test("a canceled stream ends with an error event", async () => {
  const controller = new AbortController();
  controller.abort();
  const { events, proposal } = await play(await sampleDeps(), ask("How do I restore a backup?"), controller.signal);
  expect(events.at(-1)).toMatchObject({ type: "error", code: "canceled" });
  expect(proposal).toBeNull();
});
