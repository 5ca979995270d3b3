import { Parser } from "htmlparser2";

/** What numbers the items of one list at one level. */
interface Level {
  readonly start: number;
  readonly isNumbered: boolean;
}

/** A list of a Word document: the definition that it shares with others, and where it begins anew. */
interface WordList {
  readonly definition: string;
  readonly starts: ReadonlyMap<number, number>;
}

interface Numbering {
  readonly lists: ReadonlyMap<string, WordList>;
  readonly levels: ReadonlyMap<string, ReadonlyMap<number, Level>>;
  /** By the id of a paragraph style the list and level that its paragraphs belong to. */
  readonly styles: ReadonlyMap<string, { readonly list: string; readonly level: number }>;
}

/** Deepest level that Word has. */
const DEEPEST = 8;
/** Stand around an item's number in the text that the reader of the document gets. */
const MARK = "\ue0f1";
const MARKED = new RegExp(`(<li(?:\\s[^>]*)?)>((?:<(?!li|ol|ul)[^>]*>)*)${MARK}(\\d+)${MARK}`, "g");
const UNREAD = new RegExp(`${MARK}\\d+${MARK}`, "g");

/**
 * Puts before the text of each numbered paragraph of `document` the number that Word shows: a list that a paragraph
 * or a picture interrupts goes on after it. Both are the XML of the file's parts.
 */
export function markNumbers(document: string, numberingXml: string): string {
  const numbering = readNumbering(numberingXml);
  const counts = new Map<string, number[]>();
  const begun = new Set<string>();
  const inserts: { readonly at: number; readonly number: number }[] = [];
  let list: string | null = null;
  let level = 0;
  let styled: { readonly list: string; readonly level: number } | undefined;
  let former = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const value = attributes["w:val"] ?? "";
        if (name === "w:pPr") {
          if (former > 0) return;
          list = null;
          level = 0;
          styled = undefined;
        } else if (name === "w:pPrChange") former += 1;
        else if (former > 0) return;
        else if (name === "w:pStyle") styled = numbering.styles.get(value);
        else if (name === "w:numId") list = value;
        else if (name === "w:ilvl") level = Number(value);
      },
      onclosetag(name) {
        if (name === "w:pPrChange") former -= 1;
        if (name !== "w:pPr" || former > 0) return;
        const place = list === null ? styled : { list, level };
        const number = place ? nextNumber(numbering, counts, begun, place) : null;
        if (number !== null) inserts.push({ at: parser.endIndex + 1, number });
      },
    },
    { xmlMode: true },
  );
  parser.end(document);
  const parts: string[] = [];
  let from = 0;
  for (const { at, number } of inserts) {
    parts.push(document.slice(from, at), `<w:r><w:t>${MARK}${number}${MARK}</w:t></w:r>`);
    from = at;
  }
  return parts.join("") + document.slice(from);
}

/** The HTML of a document whose numbers were marked, each as the value of its item. */
export const withNumbers = (html: string): string => html.replace(MARKED, '$1 value="$3">$2').replace(UNREAD, "");

/** Lists of one definition count on together, until one begins that says where it starts. */
function nextNumber(
  { lists, levels }: Numbering,
  counts: Map<string, number[]>,
  begun: Set<string>,
  { list: id, level }: { readonly list: string; readonly level: number },
): number | null {
  const list = lists.get(id);
  const own = list && levels.get(list.definition)?.get(level);
  if (!list || !own || !(level <= DEEPEST)) return null;
  const count = counts.get(list.definition) ?? [];
  counts.set(list.definition, count);
  const restart = begun.has(`${id} ${level}`) ? undefined : list.starts.get(level);
  begun.add(`${id} ${level}`);
  count[level] = restart ?? (count[level] === undefined ? own.start : count[level] + 1);
  count.length = level + 1;
  return own.isNumbered ? count[level] : null;
}

interface OpenDefinition {
  readonly id: string;
  readonly levels: Map<number, { start: number; isNumbered: boolean }>;
}

function readNumbering(xml: string): Numbering {
  const lists = new Map<string, { definition: string; starts: Map<number, number> }>();
  const levels = new Map<string, OpenDefinition["levels"]>();
  const linked = new Map<string, { definition: string; level: number }>();
  let definition: OpenDefinition | undefined;
  let list: { definition: string; starts: Map<number, number> } | undefined;
  let level = 0;
  const own = () => definition?.levels.get(level);
  const openers: Readonly<Record<string, (value: string, attributes: Record<string, string>) => void>> = {
    "w:abstractNum"(_, attributes) {
      definition = { id: attributes["w:abstractNumId"] ?? "", levels: new Map() };
      levels.set(definition.id, definition.levels);
    },
    "w:num"(_, attributes) {
      list = { definition: "", starts: new Map() };
      lists.set(attributes["w:numId"] ?? "", list);
    },
    "w:lvl"(_, attributes) {
      level = Number(attributes["w:ilvl"] ?? 0);
      definition?.levels.set(level, { start: 1, isNumbered: true });
    },
    "w:lvlOverride"(_, attributes) {
      level = Number(attributes["w:ilvl"] ?? 0);
    },
    "w:abstractNumId"(value) {
      if (list) list.definition = value;
    },
    "w:startOverride"(value) {
      list?.starts.set(level, wholeNumber(value));
    },
    "w:start"(value) {
      const open = own();
      if (open) open.start = wholeNumber(value);
    },
    "w:numFmt"(value) {
      const open = own();
      if (open) open.isNumbered = value !== "bullet" && value !== "none";
    },
    "w:pStyle"(value) {
      if (definition) linked.set(value, { definition: definition.id, level });
    },
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (Object.hasOwn(openers, name)) openers[name]!(attributes["w:val"] ?? "", attributes);
      },
      onclosetag(name) {
        if (name === "w:num") list = undefined;
        if (name === "w:abstractNum") definition = undefined;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return { lists, levels, styles: placesOfStyles(lists, linked) };
}

const wholeNumber = (value: string): number => (/^\d{1,3}$/.test(value) ? Number(value) : 1);

function placesOfStyles(
  lists: Numbering["lists"],
  linked: ReadonlyMap<string, { readonly definition: string; readonly level: number }>,
): Numbering["styles"] {
  const firsts = new Map<string, string>();
  for (const [list, { definition }] of lists) if (!firsts.has(definition)) firsts.set(definition, list);
  return new Map(
    [...linked].flatMap(([style, { definition, level }]) => {
      const list = firsts.get(definition);
      return list === undefined ? [] : [[style, { list, level }] as const];
    }),
  );
}
