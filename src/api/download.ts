import type { Context } from "hono";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";
import { routeOf } from "./route-of.ts";

/**
 * Answers with a file that is made piece by piece as the client takes it. What is thrown before the first piece is a
 * problem, not a broken file. `mayRead` is asked before each further piece. What breaks later, or may be read no more,
 * is logged and breaks the connection, so that nobody takes a part for the whole.
 */
export async function asDownload(
  c: Context<Env>,
  pieces: AsyncGenerator<string>,
  file: { readonly type: string; readonly name: string; readonly mayRead: () => Promise<boolean> },
): Promise<Response> {
  const log = c.get("log");
  const about = { requestId: c.get("requestId"), route: routeOf(c) };
  const text = new TextEncoder();
  let first: IteratorResult<string> | null = await pieces.next();
  const nextPiece = async () => {
    if (!(await file.mayRead())) throw new DomainError("forbidden", "The right to read this has ended.");
    return pieces.next();
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(to) {
      try {
        const piece = first ?? (await nextPiece());
        first = null;
        if (piece.done === true) to.close();
        else to.enqueue(text.encode(piece.value));
      } catch (error) {
        log.error({ ...about, error }, "An export broke off.");
        to.error(error);
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
  c.header("Content-Type", file.type);
  c.header("Content-Disposition", `attachment; filename="${file.name}"`);
  c.header("Cache-Control", "no-store");
  return c.body(body);
}
