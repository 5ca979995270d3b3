/** Where an answer stands: verbatim text of an article. */
export interface AnswerPlace {
  readonly article: string;
  readonly sentence: string;
}

const HEADING = /^#{2,6} /;

/** The pages of a knowledge base without the sections that answer; those of the topic stay. */
export function withoutAnswers(
  pages: ReadonlyMap<string, string>,
  places: readonly AnswerPlace[],
): ReadonlyMap<string, string> {
  const byArticle = Map.groupBy(places, ({ article }) => article);
  return new Map(
    [...pages].map(([path, text]) => {
      const sentences = byArticle.get(path)?.map(({ sentence }) => sentence) ?? [];
      return [path, sentences.length === 0 ? text : without(text, sentences)];
    }),
  );
}

/** A text without the sections, under headings or else the paragraphs, that hold one of these sentences. */
function without(text: string, sentences: readonly string[]): string {
  const lines = text.split("\n");
  const headings = lines.flatMap((line, i) => (HEADING.test(line) ? [i] : []));
  const gone = new Set<number>();
  for (const sentence of sentences) {
    const at = lines.findIndex((line) => line.includes(sentence));
    if (at < 0) continue;
    const [from, to] = headings.some((start) => start <= at)
      ? [headings.findLast((start) => start <= at)!, headings.find((start) => start > at) ?? lines.length]
      : paragraphAt(lines, at);
    for (let i = from; i < to; i++) gone.add(i);
  }
  return lines.filter((_, i) => !gone.has(i)).join("\n");
}

function paragraphAt(lines: readonly string[], at: number): [from: number, to: number] {
  const blank = (i: number) => i < 0 || i >= lines.length || lines[i]!.trim() === "";
  let [from, to] = [at, at + 1];
  while (!blank(from - 1)) from -= 1;
  while (!blank(to)) to += 1;
  return [from, to];
}
