import fc from "fast-check";
import { expect, test } from "vitest";
import {
  applyEvent,
  type Conversation,
  EMPTY,
  lineText,
  ownLine,
  reconcile,
  type StoredMessage,
} from "../../src/web/widget/conversation.ts";

const stored = (seq: number, from: StoredMessage["from"], text: string): StoredMessage => ({
  id: `m-${seq}`,
  seq,
  from,
  text,
  citations: [],
  createdAt: "2026-03-02T01:00:00.000Z",
});
const message = (one: StoredMessage) => ({ id: String(one.seq), event: "message", data: one });
const asked = (): Conversation => ({ ...EMPTY, lines: [ownLine("k-1", "如何结账？", 0)] });
const received = { id: "1", event: "received", data: { ticketId: "t-1", messageId: "m-1" } };
const delta = (text: string) => ({ id: "", event: "delta", data: { text, citations: [] } });

test("a streamed answer becomes the stored one in its place, with the stored white space", () => {
  const events = [received, delta("先审核。"), delta("再结账。"), message(stored(2, "ai", "先审核。再结账。"))];
  const state = events.reduce((now, event) => applyEvent(now, event, 0, "k-1"), asked());
  expect(state.lines.map(lineText)).toEqual(["如何结账？", "先审核。再结账。"]);
  expect(state.lines[1]?.sentences).toHaveLength(2);
  expect(state).toMatchObject({ ticketId: "t-1", lastSeq: 2 });
});

test("however often events come and whenever the history is read, each message shows once and in order", () => {
  const all = [stored(1, "customer", "如何结账？"), stored(2, "ai", "先审核。\n再结账。"), stored(3, "person", "您好")];
  const steps = fc.array(fc.oneof(fc.constant("history" as const), fc.integer({ min: 0, max: 2 })), { maxLength: 12 });
  fc.assert(
    fc.property(fc.nat({ max: 2 }), steps, (streamed, order) => {
      let state = applyEvent(asked(), received, 0, "k-1");
      for (const text of ["先审核。", "再结账。"].slice(0, streamed)) state = applyEvent(state, delta(text), 0, "k-1");
      for (const step of order)
        state = step === "history" ? reconcile(state, all) : applyEvent(state, message(all[step]!), 0);
      state = reconcile(state, all);
      expect(state.lines.map(({ id }) => id)).toEqual(["m-1", "m-2", "m-3"]);
      expect(state.lines.map(lineText)).toEqual(all.map(({ text }) => text));
    }),
  );
});

test("what could not be sent stays at the end until it is sent", () => {
  const state = reconcile({ ...EMPTY, lines: [{ ...ownLine("k-9", "断网时的问题", 0), state: "failed" }] }, [
    stored(1, "customer", "如何结账？"),
  ]);
  expect(state.lines.map(({ key, state: at }) => [key, at])).toEqual([
    ["m-1", "done"],
    ["k-9", "failed"],
  ]);
});

const said = (seq: number, text: string) => ({
  id: String(seq),
  event: "delta",
  data: { messageId: "m-2", gap: "", text, citations: [] },
});

test("an answer that was broken off, or taken up after a reload, goes on in its own place", () => {
  const begun = [received, said(3, "先审核。")].reduce((now, event) => applyEvent(now, event, 0, "k-1"), asked());
  expect(begun.lastSeq).toBe(3);
  const written: StoredMessage = { ...stored(2, "ai", "先审核。"), writing: true };
  const stopped = { ...begun, lines: begun.lines.map((line) => ({ ...line, state: "stopped" as const })) };
  const reloaded = reconcile(EMPTY, [stored(1, "customer", "如何结账？"), written]);
  // After a reload the sentences come again from the first.
  const again = applyEvent(reloaded, said(3, "先审核。"), 0);
  for (const state of [begun, stopped, again, reconcile(begun, [stored(1, "customer", "如何结账？"), written])]) {
    const more = applyEvent(state, said(4, "再结账。"), 0);
    expect(more.lines.map(lineText)).toEqual(["如何结账？", "先审核。再结账。"]);
    const whole = applyEvent(more, message({ ...stored(2, "ai", "先审核。再结账。"), seq: 5 }), 0);
    expect(whole.lines.map(lineText)).toEqual(["如何结账？", "先审核。再结账。"]);
    expect(whole.lines.at(-1)).toMatchObject({ id: "m-2", state: "done" });
  }
});
