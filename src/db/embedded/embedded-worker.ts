import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { arrayBinary, bytes, HALFVEC_TYPE, hasHalfVectors, isArrayParameter } from "../array-parameter.ts";
import { CopyInMemory } from "./copy-in-memory.ts";
import type { EmbeddedPlace, EmbeddedReply, EmbeddedRequest } from "./embedded.ts";

const INT8 = 20;
const DATE = 1082;
const BYTEA = 17;
const BYTEA_ARRAY = 1001;
/** Of whole numbers, texts and ids. */
const OTHER_ARRAYS = [1007, 1009, 2951];
/** The number that the engine's file system has for a full disk; its errors have no words. */
const NO_SPACE = 51;

interface EngineError extends Error {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
  readonly errno?: number;
}

/** Runs PGlite off the main thread, so that a long import never delays a chat. Requests are answered in order. */
const port = parentPort!;
const { folder, copyOf } = workerData as EmbeddedPlace;
const engine = open();

async function open(): Promise<PGlite> {
  const pg = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    ...(copyOf === undefined ? {} : { fs: new CopyInMemory(copyOf) }),
    extensions: { vector },
    // The engine's own conversions of bytes go digit by digit, which took most of a search's time.
    parsers: {
      [INT8]: Number,
      [DATE]: (text: string) => text,
      [BYTEA]: (text: string) => Buffer.from(text.slice(2), "hex"),
    },
  });
  sendBytes(pg, BYTEA);
  sendBytes(pg, BYTEA_ARRAY, (values: readonly Uint8Array[]) => arrayBinary(bytes(values), undefined));
  for (const type of OTHER_ARRAYS) sendBytes(pg, type, pg.serializers[type]);
  return pg;
}

let halfvec: number | undefined;

async function query(pg: PGlite, text: string, given: readonly unknown[]) {
  if (halfvec === undefined && hasHalfVectors(given)) {
    const { rows } = await pg.query<{ element: number; array: number }>(HALFVEC_TYPE);
    halfvec = rows[0]!.element;
    sendBytes(pg, rows[0]!.array);
  }
  return pg.query(
    text,
    given.map((value) => (isArrayParameter(value) ? arrayBinary(value, halfvec) : value)),
  );
}

/** What is bytes by now is sent as it is, in the server's binary form. */
function sendBytes(pg: PGlite, type: number, otherwise: (value: never) => unknown = String): void {
  const serialise = (value: unknown) => (value instanceof Uint8Array ? value : otherwise(value as never));
  pg.serializers[type] = serialise as (value: unknown) => string;
}

async function answer(request: EmbeddedRequest): Promise<EmbeddedReply> {
  const pg = await engine;
  switch (request.op) {
    case "open":
      return { id: request.id, rows: [], rowCount: 0 };
    case "query": {
      const result = await query(pg, request.text, request.values);
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
    (error: EngineError) =>
      port.postMessage({
        id: request.id,
        error: {
          message: error.message || `The embedded database failed (${error.name} ${error.errno ?? ""}).`,
          code: error.errno === NO_SPACE ? "ENOSPC" : error.code,
          constraint: error.constraint,
          detail: error.detail,
        },
      } satisfies EmbeddedReply),
  );
});
