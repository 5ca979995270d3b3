import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { Env } from "./environment.ts";
import { routeOf } from "./route-of.ts";

/**
 * Answers with a file that is made piece by piece as the client takes it. What is thrown before the first piece is a
 * problem, not a broken file; what breaks later is logged, and the file ends there.
 */
export async function asDownload(
  c: Context<Env>,
  pieces: AsyncGenerator<string>,
  file: { readonly type: string; readonly name: string },
): Promise<Response> {
  const first = await pieces.next();
  c.header("Content-Type", file.type);
  c.header("Content-Disposition", `attachment; filename="${file.name}"`);
  c.header("Cache-Control", "no-store");
  const broke = async (error: Error) =>
    c.get("log").error({ requestId: c.get("requestId"), route: routeOf(c), error }, "An export broke off.");
  return stream(
    c,
    async (out) => {
      if (!first.done) await out.write(first.value);
      for await (const piece of pieces) {
        if (out.aborted) return;
        await out.write(piece);
      }
    },
    broke,
  );
}
