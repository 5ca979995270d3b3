import type { Outline } from "./outline.ts";

const HAN = /\p{Script=Han}/u;
/** What kinds of note there are, each with the words that a reader sees before it. */
const WORDS = {
  note: { zh: "说明", en: "Note" },
  tip: { zh: "提示", en: "Tip" },
  important: { zh: "重要", en: "Important" },
  warning: { zh: "警告", en: "Warning" },
  caution: { zh: "注意", en: "Caution" },
  danger: { zh: "危险", en: "Danger" },
} as const;
/** Other names of documentation sites for the same. */
const ALIASES: Readonly<Record<string, keyof typeof WORDS>> = {
  info: "note",
  information: "note",
  hint: "tip",
  attention: "caution",
  warn: "warning",
  alert: "warning",
  error: "danger",
};
const OWN_LABEL =
  /^(?:说明|提示|重要|警告|注意|危险|小贴士|备注|注|note|tip|hint|important|warning|caution|danger|info|attention)$/iu;
/** What a passage shows of an item's number. */
const NUMBER = /^\d{1,3}\. /;

const wordsOf = (kind: string): { readonly zh: string; readonly en: string } | undefined => {
  const name = kind.toLowerCase();
  if (Object.hasOwn(WORDS, name)) return WORDS[name as keyof typeof WORDS];
  return Object.hasOwn(ALIASES, name) ? WORDS[ALIASES[name]!] : undefined;
};

/** Whether a line says nothing but what kind of note follows. */
export const isNoteName = (line: string): boolean => OWN_LABEL.test(line.trim());

export const isNoteKind = (kind: string): boolean => wordsOf(kind) !== undefined;

/** The kind of a note before its words, in their language where a mark said it: "Warning: ", "警告：". */
export function noteLabel(label: string, words: string): string {
  const isHan = HAN.test(words);
  const own = HAN.test(label) ? label : (wordsOf(label)?.[isHan ? "zh" : "en"] ?? label);
  return isHan ? `${own}：` : `${own}: `;
}

/** A note that was opened and of whose content nothing was reported. */
interface OpenNote {
  readonly kind: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/** An outline that is told of notes: what kind one is, and its title, stand before its first words. */
export interface NotedOutline extends Outline {
  /** A note begins whose mark stands at `start` to `end`; `kind` may be any name, `title` empty. */
  note(kind: string, title: string, start: number, end: number): void;
  /** The note ends: what comes is not its first words. */
  endNote(): void;
}

/** Puts the label of a note before the first block that `outline` is told after it. */
export function withNotes(outline: Outline): NotedOutline {
  let open: OpenNote | null = null;
  const sayAlone = () => {
    const note = open;
    open = null;
    if (note) outline.block("paragraph", headOf(note, note.title).trim(), note.start, note.end);
  };
  const endNote = () => {
    if (open?.title) sayAlone();
    open = null;
  };
  return {
    ...outline,
    note(kind, title, start, end) {
      endNote();
      open = { kind, title, start, end };
    },
    endNote,
    heading(...heading) {
      endNote();
      outline.heading(...heading);
    },
    row(...row) {
      sayAlone();
      outline.row(...row);
    },
    block(kind, text, start, end, list) {
      const note = open;
      if (note === null || text.trim() === "") return outline.block(kind, text, start, end, list);
      if (isNoteName(text)) {
        open = { ...note, kind: wordsOf(note.kind) && !HAN.test(text) ? note.kind : text.trim() };
        return undefined;
      }
      if (kind === "code" || list?.bullet || (kind === "item" && NUMBER.test(text))) {
        sayAlone();
        return outline.block(kind, text, start, end, list);
      }
      open = null;
      return outline.block(kind, headOf(note, text) + text, note.start, end, list);
    },
  };
}

/** What stands before a note's first words. */
function headOf({ kind, title }: OpenNote, words: string): string {
  if (isNoteName(title)) return noteLabel(title, words);
  const label = isNoteKind(kind) ? noteLabel(kind, title === "" ? words : title) : "";
  return title === "" ? label : `${label}${title}\n`;
}
