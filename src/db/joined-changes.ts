import type { Statement } from "./pool.ts";

/** So many go as one statement. */
const MOST_TOGETHER = 16;
/** Sequences whose text is kept; there are about as many as there are kinds of changes. */
const MOST_SEQUENCES = 2_000;

const CHANGE = /^\s*(?:insert\s+into|update)\s+(\w+)\s/i;
const READS_A_TABLE = /\b(?:from|join|using)\s+(?!jsonb_to_recordset\b)/i;
const TOUCHES_ROWS = /^\s*update\b|\bdo\s+update\b/i;

/** Changes in their order: what is known of them once, since the same ones come again and again. */
interface Sequence {
  readonly texts: readonly string[];
  /** By table: whether rows are only added to it. */
  readonly adds: ReadonlyMap<string, boolean>;
  /** What it makes with one more; null with one that has to come after it. */
  readonly longer: Map<string, Sequence | null>;
  joined?: string;
}

const empty = (): Sequence => ({ texts: [], adds: new Map(), longer: new Map() });
let sequences = empty();
let known = 0;

/**
 * Joins changes into few statements: the server sets up, runs and answers each by itself, and so does the driver. A
 * statement sees nothing of what its parts change, and they have no order, so only such changes go together as need none:
 * they read no table, touch only rows that no other one touches or adds, and have the tenant as `$1`. Foreign keys are
 * checked when all are done. `send` gets them no later than with the next call of `letGo`.
 */
export function joiningChanges(send: (statement: Statement) => void): {
  write(change: Statement): void;
  letGo(): void;
} {
  let waiting: Statement[] = [];
  let sequence = sequences;
  const letGo = () => {
    if (waiting.length > 0) send({ text: joinedText(sequence), values: joinedValues(waiting) });
    [waiting, sequence] = [[], sequences];
  };
  return {
    write(change) {
      const ofOther = waiting.length > 0 && waiting[0]!.values[0] !== change.values[0];
      if (ofOther || longer(sequence, change.text) === null) letGo();
      const next = longer(sequence, change.text);
      if (next === null) {
        send(change);
        return;
      }
      sequence = next;
      waiting.push(change);
    },
    letGo,
  };
}

function longer(sequence: Sequence, text: string): Sequence | null {
  const found = sequence.longer.get(text);
  if (found !== undefined) return found;
  if (known >= MOST_SEQUENCES) [sequences, known] = [empty(), 0];
  known += 1;
  const made = withOneMore(sequence, text);
  sequence.longer.set(text, made);
  return made;
}

function withOneMore({ texts, adds }: Sequence, text: string): Sequence | null {
  const table = CHANGE.exec(text)?.[1];
  if (table === undefined || READS_A_TABLE.test(text) || texts.length === MOST_TOGETHER) return null;
  const onlyAdds = !TOUCHES_ROWS.test(text);
  const before = adds.get(table);
  if (before === false || (before === true && !onlyAdds)) return null;
  return { texts: [...texts, text], adds: new Map([...adds, [table, onlyAdds]]), longer: new Map() };
}

function joinedText(sequence: Sequence): string {
  sequence.joined ??= join(sequence.texts);
  return sequence.joined;
}

/** `$1` stays what it is in all; the other parameters are counted on. */
function join(texts: readonly string[]): string {
  let most = 1;
  const parts = texts.map((text) => {
    const shift = most - 1;
    return text.replace(/\$(\d+)/g, (_, given: string) => {
      const number = given === "1" ? 1 : Number(given) + shift;
      most = Math.max(most, number);
      return `$${number}`;
    });
  });
  const last = parts.pop()!;
  return parts.length === 0 ? last : `with ${parts.map((text, i) => `part_${i} as (${text})`).join(",\n")}\n${last}`;
}

const joinedValues = (changes: readonly Statement[]): readonly unknown[] =>
  changes.flatMap(({ values }, i) => (i === 0 ? values : values.slice(1)));
