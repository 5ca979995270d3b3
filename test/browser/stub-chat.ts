import { setTimeout as wait } from "node:timers/promises";
import type { Routes } from "../../src/api/server.ts";
import { sendEvents } from "../../src/api/stream/sse.ts";
import { newId } from "../../src/kernel/ids.ts";

interface Stored {
  readonly id: string;
  readonly seq: number;
  readonly from: "customer" | "ai" | "person";
  readonly text: string;
  readonly citations: readonly { chunkId: string; title: string }[];
  readonly files: readonly StubFile[];
  readonly createdAt: string;
}

interface StubFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

const PASSAGE = {
  number: 1,
  chunkId: "c-1",
  title: "月末结账向导",
  headingPath: ["月末结账向导", "结账前检查"],
  text: "结账前，所有凭证必须已审核并记账。向导第 2 步列出未审核的凭证，双击一行可打开它。",
};
const ANSWER = [
  "结账前，所有凭证都要审核并记账。",
  "1. 打开 财务 → 期末 → 结账向导。",
  "2. 在第 2 步查看未审核凭证，双击打开并审核。",
];

/** A chat with canned answers whose timing and breaks the test decides; one conversation for everybody. */
export function stubChat() {
  const ticketId = newId();
  const messages: Stored[] = [];
  const seen = new Set<string>();
  const wakers = new Set<() => void>();
  const control = { pauseMs: 5, cutAfter: Number.POSITIVE_INFINITY, posts: 0, asksForPerson: 0, language: "" };

  const stored = new Map<string, StubFile & { readonly content: ArrayBuffer }>();

  const store = (
    from: Stored["from"],
    text: string,
    citations: Stored["citations"] = [],
    files: Stored["files"] = [],
  ): Stored => {
    const message = {
      id: newId(),
      seq: messages.length + 1,
      from,
      text,
      citations,
      files,
      createdAt: new Date().toISOString(),
    };
    messages.push(message);
    for (const wake of wakers) wake();
    return message;
  };

  const filesOf = (ids: readonly string[]) =>
    ids.map((id) => {
      const { content: _, ...file } = stored.get(id)!;
      return file;
    });

  async function* answer(text: string, clientMessageId: string, fileIds: readonly string[]) {
    const repeated = seen.has(clientMessageId);
    seen.add(clientMessageId);
    const own = repeated
      ? messages.find(({ from }) => from === "customer")!
      : store("customer", text, [], filesOf(fileIds));
    yield { event: "received", id: own.seq, data: { ticketId, messageId: own.id, repeated } };
    if (text.includes("价格") || fileIds.length > 0) {
      yield { event: "handoff", data: { reason: "commercial_quote", text: null, reasons: [] } };
      yield { event: "done", data: { ticketId, status: "open", tier: 1 } };
      return;
    }
    yield { event: "understanding", data: { serviceType: "consult" } };
    yield { event: "citation", data: PASSAGE };
    const reply = store("ai", ANSWER.join("\n"), [PASSAGE]);
    for (const [index, sentence] of ANSWER.entries()) {
      await wait(control.pauseMs);
      if (index === control.cutAfter) {
        control.cutAfter = Number.POSITIVE_INFINITY;
        return;
      }
      yield { event: "delta", data: { kind: "fact", text: sentence, citations: [1] } };
    }
    yield { event: "message", id: reply.seq, data: reply };
    yield { event: "done", data: { ticketId, status: "pending_customer", tier: 0 } };
  }

  async function* follow(after: number, signal: AbortSignal) {
    for (let last = after; !signal.aborted; ) {
      for (const message of messages.filter(({ seq }) => seq > last)) {
        yield { event: "message", id: message.seq, data: message };
        last = message.seq;
      }
      await new Promise<void>((resolve) => {
        const done = () => {
          wakers.delete(done);
          resolve();
        };
        wakers.add(done);
        signal.addEventListener("abort", done, { once: true });
      });
    }
  }

  const routes: Routes = (app) => {
    app.post("/v1/chat", async (c) => {
      control.posts += 1;
      control.language = c.req.header("accept-language") ?? "";
      const { message, clientMessageId, files } = await c.req.json();
      return sendEvents(c, answer(message, clientMessageId, files), () => {});
    });
    app.post("/v1/chat/files", async (c) => {
      const file = (await c.req.formData()).get("file") as File;
      if (file.name.endsWith(".exe"))
        return c.json(
          {
            type: "urn:threeline:problem:unsupported",
            detail: "no",
            errors: [{ field: "file", reason: "files of this kind are not taken; send one of png, pdf, or a zip" }],
          },
          415,
        );
      const kept = { id: newId(), name: file.name, mediaType: file.type, size: file.size };
      stored.set(kept.id, { ...kept, content: await file.arrayBuffer() });
      return c.json(kept, 201);
    });
    app.delete("/v1/chat/files/:file", (c) => {
      stored.delete(c.req.param("file"));
      return c.body(null, 204);
    });
    app.get("/v1/chat/:id/files/:file", (c) => c.body(stored.get(c.req.param("file"))!.content));
    app.get("/v1/chat/:id", (c) => c.json({ ticketId, status: "open", messages }));
    app.get("/v1/chat/:id/events", (c) => {
      const gone = new AbortController();
      return sendEvents(c, follow(Number(c.req.query("after")), gone.signal), () => gone.abort());
    });
    app.post("/v1/chat/:id/person", (c) => {
      control.asksForPerson += 1;
      if (control.asksForPerson > 1) return c.json({ text: null });
      return c.json({ text: store("ai", "我已经把对话转给同事，回复会出现在这里。").text });
    });
  };
  return { routes, control, messages, stored, store, answer: ANSWER };
}
