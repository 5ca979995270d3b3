import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import type { EmbeddedReply, EmbeddedRequest } from "./embedded.ts";

const INT8 = 20;
const DATE = 1082;
const BYTEA = 17;

/** Runs PGlite off the main thread, so that a long import never delays a chat. Requests are answered in order. */
const port = parentPort!;
const { folder } = workerData as { folder: string | null };
const engine = PGlite.create({
  ...(folder === null ? {} : { dataDir: folder }),
  extensions: { vector },
  // The engine's own conversions of bytes go digit by digit, which took most of a search's time.
  parsers: {
    [INT8]: Number,
    [DATE]: (text: string) => text,
    [BYTEA]: (text: string) => Buffer.from(text.slice(2), "hex"),
  },
  serializers: { [BYTEA]: (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}` },
});

async function answer(request: EmbeddedRequest): Promise<EmbeddedReply> {
  const pg = await engine;
  switch (request.op) {
    case "open":
      return { id: request.id, rows: [], rowCount: 0 };
    case "query": {
      const result = await pg.query(request.text, request.values);
      return { id: request.id, rows: result.rows, rowCount: result.affectedRows || result.rows.length };
    }
    case "script": {
      const results = await pg.exec(request.text);
      return { id: request.id, rows: results.flatMap((result) => result.rows), rowCount: 0 };
    }
    case "close":
      await pg.close();
      return { id: request.id, rows: [], rowCount: 0 };
  }
}

port.on("message", (request: EmbeddedRequest) => {
  answer(request).then(
    (reply) => port.postMessage(reply),
    (error: Error & { code?: string; constraint?: string; detail?: string }) =>
      port.postMessage({
        id: request.id,
        error: { message: error.message, code: error.code, constraint: error.constraint, detail: error.detail },
      } satisfies EmbeddedReply),
  );
});
