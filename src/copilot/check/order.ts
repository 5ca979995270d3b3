import { squeeze } from "./tokens.ts";

const PATH = /[^\s→>、，,。；;：:“”"']+(?:\s*(?:→|->)\s*[^\s→>、，,。；;：:“”"']+){2,}/g;
const LIST = /[^\s、，,。；;：:按]+(?:、[^\s、，,。；;：:]+?){2,}(?=的?(?:顺序|次序|先后)|依次)/g;

/** A path or an ordered list whose parts the sources have in another order; null when there is none. */
export function reordered(sentence: string, sources: readonly string[]): string | null {
  for (const [found] of [...sentence.matchAll(PATH), ...sentence.matchAll(LIST)]) {
    const parts = found.split(/→|->|、/).map(squeeze);
    const complete = sources.filter((source) => parts.every((part) => source.includes(part)));
    if (complete.length > 0 && !complete.some((source) => inOrder(parts, source))) return found;
  }
  return null;
}

/** Whether the parts follow each other somewhere in the source, with at most a few signs between them. */
function inOrder(parts: readonly string[], source: string): boolean {
  for (let start = source.indexOf(parts[0]!); start >= 0; start = source.indexOf(parts[0]!, start + 1)) {
    let at = start + parts[0]!.length;
    const fits = parts.slice(1).every((part) => {
      const next = source.indexOf(part, at);
      const near = next >= 0 && next - at <= 4;
      at = next + part.length;
      return near;
    });
    if (fits) return true;
  }
  return false;
}
