import type { Tx } from "../../../src/db/pool.ts";
import type { Segmenter } from "../../../src/models/segmenter.ts";

/**
 * BM25F as its formula stands, from the texts alone and with no index, to compare the product's ranking with. Weights
 * are written out again on purpose. Frequencies count in tenths up to 25.5 and lengths in steps of 4 %, as the index
 * keeps them; everything else is exact.
 */
const K1 = 1.5;
const B = 0.82;
const NEIGHBOURS = 0.7;
const FIELDS = { body: 1, heading: 0.4, title: 0.7, path: 0.3 };
const KINDS: Readonly<Record<string, number>> = { w: 1, b: 0.5, u: 0.2, s: 1.5, i: 1, p: 0.7 };
const kindOf = (term: string): number => KINDS[term.charAt(0)] ?? 0;
const stepped = (length: number): number => 1.04 ** Math.min(255, Math.round(Math.log(length) / Math.log(1.04)));

interface Text {
  readonly slot: number;
  readonly group: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

export interface Reference {
  /** Slots and scores, best first. */
  rank(question: string, count: number): { slot: number; score: number }[];
  scoreOf(question: string): (slot: number) => number;
}

/** Counts the terms of all passages of the transaction's tenant anew. */
export async function referenceFor(tx: Tx, segmenter: Segmenter): Promise<Reference> {
  const { rows } = await tx.query<{ slot: number; title: string; headingPath: string[]; body: string }>(
    `select c.slot, a.title, c.heading_path as "headingPath", c.body from chunk c
     join article a on a.tenant_id = c.tenant_id and a.id = c.article_id
     where c.tenant_id = $1 and a.tenant_id = $1 order by c.slot`,
    [tx.tenantId],
  );
  const texts = rows.map((row) => counted(row, segmenter));
  const holders = Map.groupBy(
    texts.flatMap((text) => [...text.counts.keys()].map((term) => ({ term, text }))),
    ({ term }) => term,
  );
  const groups = Map.groupBy(texts, ({ group }) => group);
  const total = texts.reduce((sum, { length }) => sum + length, 0);
  const averages = { text: total / texts.length, group: total / groups.size };
  const saturated = (frequency: number, length: number, average: number, b: number) =>
    (frequency * (K1 + 1)) / (frequency + K1 * (1 - b + (b * stepped(length)) / average));

  const scores = (question: string): Map<number, number> => {
    const own = new Map<number, number>();
    const shared = new Map<number, number>();
    const terms = segmenter.queryTerms(question);
    const searched = new Set(terms.map(({ term }) => term));
    const rarity = (term: string): number => {
      const held = searched.has(term) ? (holders.get(term)?.length ?? 0) : 0;
      return Math.log(1 + (texts.length - held + 0.5) / (held + 0.5));
    };
    for (const { term, weight, of = [] } of terms) {
      const found = holders.get(term)?.map(({ text }) => text) ?? [];
      // A word of the same meaning is no rarer than what was asked.
      const idf = Math.min(rarity(term), of.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...of.map(rarity)));
      const value = weight * kindOf(term) * idf;
      for (const { slot, counts, length } of found)
        own.set(slot, (own.get(slot) ?? 0) + value * saturated(counts.get(term)!, length, averages.text, B));
      for (const group of new Set(found.map((text) => text.group))) {
        const members = groups.get(group)!;
        const frequency = members.reduce((sum, { counts }) => sum + (counts.get(term) ?? 0), 0);
        const length = members.reduce((sum, member) => sum + member.length, 0);
        shared.set(group, (shared.get(group) ?? 0) + value * saturated(frequency, length, averages.group, 1));
      }
    }
    return new Map([...own].map(([slot, score]) => [slot, score + NEIGHBOURS * (shared.get(slot >>> 2) ?? 0)]));
  };
  return {
    rank: (question, count) =>
      [...scores(question)]
        .map(([slot, score]) => ({ slot, score }))
        .sort((a, b) => b.score - a.score || a.slot - b.slot)
        .slice(0, count),
    scoreOf(question) {
      const all = scores(question);
      return (slot) => all.get(slot) ?? 0;
    },
  };
}

function counted(
  { slot, title, headingPath, body }: { slot: number; title: string; headingPath: string[]; body: string },
  segmenter: Segmenter,
): Text {
  const heading = headingPath.at(-1) ?? "";
  const fields = { body: `${heading}\n${body}`, heading, title, path: headingPath.slice(0, -1).join("\n") };
  const counts = new Map<string, number>();
  let tenths = 0;
  for (const [name, weight] of Object.entries(FIELDS)) {
    for (const term of segmenter.terms(fields[name as keyof typeof FIELDS])) {
      counts.set(term, (counts.get(term) ?? 0) + weight);
      // In whole tenths: fractions added up one by one would round the other way where the sum is a half.
      if (name === "body") tenths += Math.round(10 * kindOf(term));
    }
  }
  for (const [term, count] of counts) counts.set(term, Math.min(25.5, Math.max(0.1, Math.round(count * 10) / 10)));
  return { slot, group: slot >>> 2, counts, length: Math.max(1, Math.round(tenths / 10)) };
}
