import type { Language } from "../kernel/labels.ts";
import { hasOwnWords, tellsNoLanguage, writtenLanguage } from "../kernel/text.ts";
import { languageOf } from "./check/sentence-language.ts";
import { squeeze } from "./check/tokens.ts";
import { mattersOf, type Turn } from "./decide/matter.ts";
import { opinionOf, readableMatter } from "./decide/opinion.ts";
import type { Opinion } from "./decide/route.ts";
import { type Signals, signalsOfMatters } from "./decide/signals.ts";
import { type FollowUp, followUp } from "./follow-up.ts";
import { isOwnQuestion, type OwnQuestion } from "./own-question.ts";
import type { CopilotDeps } from "./request.ts";
import { foldedWords } from "./understand/features/features.ts";
import type { Understanding } from "./understand/understanding.ts";

/** What a conversation says, before anything is looked up. */
export interface Reading {
  /** The customer's words on the matter at hand, bursts merged. Spans of `understanding` count in it. */
  readonly text: string;
  /** What is asked: `text`, but where the customer only names another thing, the question before with it. */
  readonly question: string;
  /** That thing: an answer has to speak of it. */
  readonly named: string | null;
  /** The last words alone, where they ask something by themselves; only what is found tells whether they go on with it. */
  readonly own: OwnQuestion | null;
  readonly language: Language;
  readonly understanding: Understanding;
  readonly opinion: Opinion;
  readonly signals: Signals;
  /** Turns of the matter at hand, for the model. */
  readonly turns: readonly Turn[];
}

const LONGEST_TEXT = 2_000;
const MOST_TURNS = 16;

/**
 * Reads the conversation since its last resolution; messages that came in a burst are one text. `language` is taken where
 * no word of the customer tells it.
 */
export function readRequest(
  turns: readonly Turn[],
  understand: CopilotDeps["understand"],
  language?: Language,
): Reading {
  // What stands for files says nothing of what the customer wants.
  const matters = mattersOf(turns.map((turn) => (hasOwnWords(turn.text) ? turn : { ...turn, text: "" })));
  const { core, said } = readableMatter(matters);
  const about = turnsAbout(turns, said);
  const raw = customerWords(about);
  // The customer's own writing is kept where nothing was taken out of it, so that spans fit the message.
  const whole = squeeze(raw) === squeeze(core);
  const text = (whole ? raw : core || said || raw).slice(-LONGEST_TEXT);
  const understanding = understand(text);
  const {
    question: asked,
    followed,
    own,
  } = whole ? readFollowUps(about) : { question: text, followed: null, own: null };
  const question = asked.slice(-LONGEST_TEXT);
  return {
    text,
    question,
    named: followed?.named ?? null,
    own,
    language: languageSaid(turns, text, understanding, language),
    understanding,
    opinion: opinionOf(matters, knowing(understand, text, understanding), followed === null ? undefined : question),
    signals: signalsOfMatters(matters),
    turns: about.slice(-MOST_TURNS),
  };
}

/** The language of the customer's last words. A code or an emoji has none of its own: there the words before it tell. */
function languageSaid(
  turns: readonly Turn[],
  text: string,
  understanding: Understanding,
  otherwise: Language | undefined,
): Language {
  const own = turns.filter(ownWords).map((turn) => turn.text);
  const last = own.at(-1) ?? "";
  const written = languageOf(last);
  if (written !== null) return written;
  if (tellsNoLanguage(last)) {
    const before = own.findLast((words) => !tellsNoLanguage(words));
    const known = before === undefined ? otherwise : (languageOf(before) ?? writtenLanguage(before));
    if (known !== undefined) return known;
  }
  // Signs alone have a language too.
  return /\p{L}/u.test(text) ? understanding.language : writtenLanguage(last);
}

interface Asked {
  readonly question: string;
  readonly followed: FollowUp | null;
  readonly own: OwnQuestion | null;
}

/** What the customer asks when each of the words is read together with what was asked before; the last as a follow-up. */
function readFollowUps(turns: readonly Turn[]): Asked {
  let asked: Asked = { question: "", followed: null, own: null };
  for (const { said, reply } of exchanges(turns)) {
    // Of what came before the last words nothing is found any more: there words that stand by themselves are a new question.
    const before = asked.own?.question ?? asked.question;
    const followed = before === "" ? null : followUp(before, said);
    const isOwn = before !== "" && followed === null && isOwnQuestion(said, reply);
    const question = followed?.question ?? (before === "" ? said : `${before}\n${said}`);
    asked = {
      question,
      followed,
      own: isOwn ? { question: said, before } : null,
    };
  }
  return asked;
}

/** What the customer says in a row, and the vendor's words before it. */
function exchanges(turns: readonly Turn[]): { said: string; reply: string }[] {
  const found: { said: string[]; reply: string }[] = [{ said: [], reply: "" }];
  for (const { role, text } of turns) {
    if (role === "agent") found.push({ said: [], reply: text });
    else if (hasOwnWords(text)) found.at(-1)!.said.push(text);
  }
  return found.flatMap(({ said, reply }) => (said.length === 0 ? [] : [{ said: said.join("\n"), reply }]));
}

/** Labels rest on the folded text alone: what says the same once folded is not read again. */
function knowing(
  understand: CopilotDeps["understand"],
  text: string,
  known: Understanding,
): (text: string) => Pick<Understanding, "serviceType" | "serviceItem"> {
  const folded = foldedWords(text);
  return (other) => (foldedWords(other) === folded ? known : understand(other));
}

/** A turn in which the customer says something: a file alone says nothing, and in no language. */
const ownWords = ({ role, text }: Turn): boolean => role === "customer" && hasOwnWords(text);

const customerWords = (turns: readonly Turn[]): string =>
  turns
    .filter(ownWords)
    .map(({ text }) => text)
    .join("\n");

/** From the turn on in which the matter begins. */
function turnsAbout(turns: readonly Turn[], said: string): readonly Turn[] {
  const opening = squeeze(said.split("\n")[0] ?? "");
  const start = turns.findLastIndex(
    ({ role, text }) => role === "customer" && opening !== "" && squeeze(text).includes(opening),
  );
  if (start < 0) return turns;
  // Files that came right before are about the same.
  const before = turns.slice(0, start).findLastIndex(({ role, text }) => role !== "customer" || hasOwnWords(text));
  return turns.slice(before + 1);
}
