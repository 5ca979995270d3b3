import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { timeLimit } from "../kernel/time-limit.ts";

const Verdict = z.object({ action: z.enum(["pass", "hold", "refuse"]), label: z.string().max(100).default("") });
/** What a provider of content safety says of a text. */
export type ScreenVerdict = z.infer<typeof Verdict>;

/** A provider of content safety. Throws `DomainError` with code `unavailable` or `timeout`; callers then hold the text. */
export interface ContentScreen {
  screen(text: string, direction: "in" | "out", signal: AbortSignal): Promise<ScreenVerdict>;
}

/** A provider behind one address: gets `{text, direction}` as JSON, answers `{action, label}`. */
export function httpContentScreen(
  settings: { readonly url: string; readonly key: string | undefined; readonly timeoutMs: number },
  ask: typeof fetch = fetch,
): ContentScreen {
  return {
    async screen(text, direction, signal) {
      const limit = timeLimit(settings.timeoutMs, signal);
      try {
        const response = await ask(settings.url, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(settings.key === undefined ? {} : { authorization: `Bearer ${settings.key}` }),
          },
          body: JSON.stringify({ text, direction }),
          redirect: "error",
          signal: limit.signal,
        });
        if (!response.ok) throw new Error(`status ${response.status}`);
        return Verdict.parse(await response.json());
      } catch (cause) {
        const [code, message] =
          limit.signal.aborted && !signal.aborted
            ? (["timeout", "The content safety provider did not answer in time."] as const)
            : (["unavailable", "The content safety provider gave no verdict."] as const);
        throw new DomainError(code, message, [], { cause });
      } finally {
        limit.clear();
      }
    },
  };
}
