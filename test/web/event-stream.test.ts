import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "../../src/web/event-stream.ts";

const TEXT = `: beat\n\nid: 1\nevent: delta\ndata: {"text":"结账 👍"}\n\nevent: done\ndata: {}\n\nid: 9\ndata: {"cut`;

test("events are read whole, wherever the network cuts the bytes; beats and an unfinished one are skipped", async () => {
  const bytes = new TextEncoder().encode(TEXT);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 8 }), async (cuts) => {
      const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 1; at < edges.length; at += 1) controller.enqueue(bytes.slice(edges[at - 1], edges[at]));
          controller.close();
        },
      });
      expect(await Array.fromAsync(readEvents(body))).toEqual([
        { id: "1", event: "delta", data: { text: "结账 👍" } },
        { id: "", event: "done", data: {} },
      ]);
    }),
  );
});
