import { fold } from "../../../kernel/fold.ts";
import { remembered } from "../../../kernel/remembered.ts";
import { withCodesOf } from "../../codes.ts";
import {
  type ExtractPassage,
  type ScoredSection,
  type ScoredUnit,
  type Scoring,
  scoreUnits,
} from "../scoring/score-units.ts";
import type { Unit } from "../units.ts";
import { codePlace } from "./code-place.ts";
import { bestSections, consideredOf } from "./considered.ts";
import { faultPage, isSymptom, remedyPart } from "./fault-page.ts";
import { isStepAfter, placeBeside, proceduresFor } from "./procedures.ts";
import { type QuestionKind, questionKinds } from "./question-kind.ts";
import { readingLength } from "./reading-length.ts";
import { rivalsIn } from "./rivals.ts";
import { MOST_UNITS, stretchOf, withContext } from "./stretches.ts";

/** A verbatim piece of a passage that belongs into the answer. */
export interface Extract {
  readonly passage: number;
  /** Its number among the pieces of the passage. */
  readonly place: number;
  readonly unit: Unit;
}

const MOST_SIGNS = 720;
/** Numbered steps are told to their end as long as they are no more, and no longer, than this. */
const MOST_STEPS = 30;
const MOST_SIGNS_OF_STEPS = 1_400;
/** A passage this short is a note about one thing: it is given whole. */
const WHOLE = 320;
/** A section this short is given whole. */
const SHORT = 420;
/** Share of the best section's score from which another section is worth saying too. */
const SECOND = 0.5;
/** The same for a section of another article: the one that is told may be of the wrong page. */
const ELSEWHERE = 0.45;
/** Where the best section meets this much of the question, one of another article has to meet this share of that. */
const MEETS_WELL = 0.8;
const AS_MUCH = 0.6;
const MOST_NEAR = 2;
const MOST_FAR = 2;
/** The same where both headlines meet the question alike: then it does not say which of them it means. */
const ALTERNATIVE = 0.55;

/**
 * Chooses the pieces that answer the question, in the order of their source but what the question names first: the
 * section that is about it, whole when it is short, else its best list, rows or sentences; cause and remedy of a fault
 * page; conditions are kept, and lines about versions that the customer does not run are left out. At most 14 pieces
 * and about as much as 720 Chinese characters. `known`: a scoring of these passages against this question for no
 * version, where there is one.
 */
export function extract(
  asked: string,
  passages: readonly ExtractPassage[],
  version: string | null = null,
  known?: Scoring,
): Extract[] {
  const question = withCodesOf(asked, () => fold(passages.flatMap(passageTexts).join("\n")));
  const considered = consideredOf(passages);
  const kinds = questionKinds(question);
  const reused = question === asked ? known?.amongFirst(considered.length) : undefined;
  const reusedFor = version === null ? reused : reused?.forVersion(version);
  const { units: scored, sections } = reusedFor ?? scoreUnits(question, considered, kinds, version);
  const { isAimed, leadsAstray, withoutOthers } = proceduresFor(question);
  const sorted = bestSections(sections);
  const rivals = rivalsIn(question, sorted, considered);
  const straight = sorted.filter((section) => !leadsAstray(section) && !rivals.has(section));
  const ranked = straight.length > 0 ? straight : sorted;
  const named = codePlace(question, scored, considered);
  const best = named ?? ranked[0];
  if (best === undefined) return [];
  const strays = new Set(sorted.filter((one) => !ranked.includes(one)).flatMap(({ units }) => units));
  const home = scored[best.passage]!.filter((piece) => !strays.has(piece));
  const taken = new Set<ScoredUnit>();
  const symptom = named?.units.every((piece) => isSymptom(piece, home)) === true;
  const remedy = symptom || kinds.includes("why") ? faultPage(home) : [];
  if (remedy.length > 0) add(taken, remedy);
  else if (named !== undefined) add(taken, withContext(named, home));
  else if (isShort(home) && !isAimed(ranked[0]!)) add(taken, withoutFar(home, sections, ranked[0]!));
  else add(taken, told(ranked[0]!, home, kinds));
  if (named === undefined && remedy.length === 0) addOthers(taken, withoutOthers(ranked), scored, kinds);
  const beside = named === undefined ? placeBeside(ranked[0]!, sections) : () => 0;
  return [...taken]
    .sort((a, b) => order(a, b, best.passage) || beside(a) - beside(b) || a.unit.start - b.unit.start)
    .map(({ passage, place, unit }) => ({ passage, place, unit }));
}

const passageTexts = ({ title, headingPath, text }: ExtractPassage): string[] => [title, ...headingPath, text];

/** Share of the best section's score below which a section of a short page is about something else. */
const FAR = 0.4;

/** The pieces of a short page without the sections that are far from what is asked. */
function withoutFar(
  home: readonly ScoredUnit[],
  sections: readonly ScoredSection[],
  best: ScoredSection,
): readonly ScoredUnit[] {
  const far = sections.filter(({ passage, score }) => passage === best.passage && score < FAR * best.score);
  const left = new Set(far.flatMap(({ units }) => units));
  return home.filter((piece) => !left.has(piece));
}

/** Sections that answer about as well as the best: at most two of the same passage, then two of others. */
function addOthers(
  taken: Set<ScoredUnit>,
  [best, ...rest]: readonly ScoredSection[],
  scored: readonly (readonly ScoredUnit[])[],
  kinds: readonly QuestionKind[],
): void {
  const home = ({ passage }: ScoredSection) => passage === best!.passage;
  const alike = (section: ScoredSection) => {
    if (!home(section)) return ELSEWHERE;
    return section.headline > 0 && section.headline >= best!.headline ? ALTERNATIVE : SECOND;
  };
  const near = rest.filter((section) => home(section));
  const least = best!.own >= MEETS_WELL ? AS_MUCH * best!.own : 0;
  const far = rest.filter((section) => !home(section) && section.own >= least);
  for (const [sections, most] of [[near, MOST_NEAR] as const, [far, MOST_FAR] as const]) {
    let added = 0;
    for (const section of sections.filter((one) => one.score >= best!.score * alike(one))) {
      const whole = told(section, scored[section.passage]!, kinds);
      const pieces = home(section) ? whole : withoutBystanders(whole);
      // Half of another procedure is worse than none.
      if (added === most || !fits(taken, pieces)) continue;
      add(taken, pieces);
      added += 1;
    }
  }
}

/** What is said of a section: all of it, or the stretch of it that answers best. */
function told(
  { units }: ScoredSection,
  home: readonly ScoredUnit[],
  kinds: readonly QuestionKind[],
): readonly ScoredUnit[] {
  const wide = kinds.length === 0 || kinds.includes("how") || kinds.includes("why");
  const body = units.filter(({ headline, otherVersion }) => !headline && !otherVersion);
  const rows = body.filter(({ unit }) => unit.kind === "row").length;
  if (rows <= 1 && body.length <= MOST_UNITS && size(body) <= SHORT) return body;
  const labelled = wide ? remedyPart(body) : [];
  if (labelled.length > 0) return labelled;
  const stretches = [...Map.groupBy(body, ({ unit }) => unit.group).values()].map((group) =>
    stretchOf(group, wide ? 1.4 : 0.75),
  );
  const [best, second] = stretches.sort((a, b) => b.score - a.score);
  const both = [...best!.units, ...(second?.units ?? [])];
  const beside = second !== undefined && !wide && second.score >= SECOND * best!.score && size(both) <= SHORT;
  return beside ? both : withContext(best!, home);
}

/** Share of the best piece's score below which a line of another article only stands beside the answer. */
const BYSTANDER = 0.4;

/** Of another article, where no steps have to stay together: the lines that are about the question themselves. */
function withoutBystanders(pieces: readonly ScoredUnit[]): readonly ScoredUnit[] {
  if (pieces.some(({ unit }) => unit.kind === "step")) return pieces;
  const best = Math.max(...pieces.map(({ score }) => score));
  return pieces.filter(({ score }) => score >= BYSTANDER * best);
}

const MOST_PIECES = 5_000;
const lengthOf = remembered(MOST_PIECES, readingLength);
const size = (pieces: readonly ScoredUnit[]): number => pieces.reduce((sum, { unit }) => sum + lengthOf(unit.text), 0);
const fits = (taken: ReadonlySet<ScoredUnit>, pieces: readonly ScoredUnit[]): boolean =>
  taken.size + pieces.length <= MOST_UNITS && size([...taken]) + size(pieces) <= MOST_SIGNS;
const isShort = (home: readonly ScoredUnit[]): boolean => home.length <= MOST_UNITS && size(home) <= WHOLE;

/** The best passage's pieces first, then the others. */
const order = (a: ScoredUnit, b: ScoredUnit, home: number): number =>
  Number(b.passage === home) - Number(a.passage === home) || a.passage - b.passage;

/** A sentence that only points elsewhere answers nothing. */
const POINTER =
  /^(?:更多(?:信息|详情|内容)|详情|详细(?:信息|内容|步骤)?请?(?:见|参[见考阅照])|详见|另请参阅|see also|for (?:more|further) (?:information|details)|more information)/i;

/** Adds pieces while they fit; headlines, pointers and other versions' lines are passed over. */
function add(taken: Set<ScoredUnit>, pieces: readonly ScoredUnit[]): void {
  let signs = size([...taken]);
  let last: ScoredUnit | undefined;
  for (const piece of pieces) {
    if (piece.headline || piece.otherVersion || POINTER.test(piece.unit.text)) continue;
    if ([...taken].some((other) => other.unit.text === piece.unit.text)) continue;
    signs += lengthOf(piece.unit.text);
    const isFull = taken.size >= MOST_UNITS || (taken.size > 0 && signs > MOST_SIGNS);
    const goesOn = taken.size < MOST_STEPS && signs <= MOST_SIGNS_OF_STEPS && isStepAfter(piece, last);
    if (isFull && !goesOn) return;
    taken.add(piece);
    last = piece;
  }
}
