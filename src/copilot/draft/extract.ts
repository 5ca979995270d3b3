import { hardTokens } from "../check/tokens.ts";
import { isCondition, questionKinds } from "./question-kind.ts";
import { type ExtractPassage, type ScoredUnit, scoreUnits } from "./score-units.ts";
import type { Unit } from "./units.ts";

/** A verbatim piece of a passage that belongs into the answer. */
export interface Extract {
  readonly passage: number;
  readonly unit: Unit;
}

const MOST_UNITS = 8;
const MOST_SIGNS = 700;
/** A passage this short is a note about one thing: it is given whole. */
const WHOLE = 320;
const MOST_PASSAGES = 4;
/** Share of the best stretch's score from which another stretch is worth saying too. */
const SECOND = 0.8;

/** Neighbouring pieces that are read together: a paragraph, a list, a few rows, a section. */
interface Stretch {
  readonly passage: number;
  readonly units: readonly ScoredUnit[];
  readonly score: number;
}

/**
 * Chooses the pieces that answer the question, in the order of their source: whole lists for how, cause and remedy
 * for why, the fitting rows or sentences otherwise; conditions are kept, and lines about versions that the customer
 * does not run are left out. At most 8 pieces and about 700 characters.
 */
export function extract(
  question: string,
  passages: readonly ExtractPassage[],
  version: string | null = null,
): Extract[] {
  const top = passages[0]?.score ?? 0;
  const considered = passages.slice(0, MOST_PASSAGES).filter((passage) => passage.score >= top / 2);
  const kinds = questionKinds(question);
  const scored = scoreUnits(question, considered, kinds, version);
  const stretches = stretchesOf(scored, kinds.includes("how") ? 1.4 : 0.75).sort((a, b) => b.score - a.score);
  const best = codeSection(question, scored) ?? stretches[0];
  if (best === undefined) return [];
  const home = scored[best.passage]!;
  const taken = new Set<ScoredUnit>();
  const remedy = kinds.includes("why") ? causeAndRemedy(home) : [];
  if (isShort(home)) add(taken, home);
  else if (remedy.length > 0) add(taken, remedy);
  else add(taken, withContext(best, home));
  let listed = remedy.length > 0 || isList(best);
  for (const stretch of remedy.length > 0 ? [] : stretches.slice(1)) {
    if (stretch.score < best.score * SECOND) break;
    const pieces = withContext(stretch, scored[stretch.passage]!);
    // One procedure is enough, and half of another is worse than none.
    if (isList(stretch) && (listed || !fits(taken, pieces))) continue;
    listed ||= isList(stretch);
    add(taken, pieces);
  }
  return [...taken].sort((a, b) => order(a, b, best.passage)).map(({ passage, unit }) => ({ passage, unit }));
}

const size = (pieces: readonly ScoredUnit[]): number => pieces.reduce((sum, { unit }) => sum + unit.text.length, 0);
const isList = ({ units }: Stretch): boolean => units[0]!.unit.kind === "step" && units.length > 1;
const fits = (taken: ReadonlySet<ScoredUnit>, pieces: readonly ScoredUnit[]): boolean =>
  taken.size + pieces.length <= MOST_UNITS && size([...taken]) + size(pieces) <= MOST_SIGNS;
const isShort = (home: readonly ScoredUnit[]): boolean => home.length <= MOST_UNITS && size(home) <= WHOLE;

const CAUSE = /^(?:可能的?)?(?:原因|故障原因)|^(?:possible |likely )?causes?\b|^why\b/i;
const REMEDY =
  /处理|解决|措施|办法|排查步骤|恢复|\bfix\b|\bremedy\b|\bsolution\b|\bresolution\b|what to do|workaround/i;

/** The sections of a fault page that say why it happens and what to do; empty when it has no section of the second kind. */
function causeAndRemedy(home: readonly ScoredUnit[]): ScoredUnit[] {
  const under = (pattern: RegExp) => {
    const sections = new Set(
      home.filter(({ headline, unit }) => headline && pattern.test(unit.text)).map(({ section }) => section),
    );
    return home.filter(({ section, headline }) => sections.has(section) && !headline);
  };
  const remedy = under(REMEDY);
  return remedy.length === 0 ? [] : [...under(CAUSE).slice(0, 3), ...remedy];
}

/** What the passages say about an error code or parameter that the question names: the place that is most about it. */
function codeSection(question: string, scored: readonly (readonly ScoredUnit[])[]): Stretch | undefined {
  const codes = hardTokens(question).filter(({ kind, key }) => kind === "identifier" && /\d/.test(key));
  if (codes.length === 0) return undefined;
  const places = scored.flatMap((units, passage) => {
    const named = units.filter(({ unit }) =>
      hardTokens(unit.text).some((token) => codes.some(({ key }) => key === token.key)),
    );
    return named.map((home) => ({ passage, home, named, about: aboutness(home, codes[0]!.raw) }));
  });
  const best = places.reduce<(typeof places)[number] | undefined>(
    (a, b) => (a === undefined || b.about > a.about ? b : a),
    undefined,
  );
  if (best === undefined) return undefined;
  const { passage, home, named } = best;
  const around = scored[passage]!.filter((one) =>
    home.headline ? one.section === home.section : one.unit.group === home.unit.group,
  );
  const pieces = home.unit.kind === "row" ? named : around;
  return { passage, units: pieces, score: Math.max(...around.map(({ score }) => score)) };
}

/** A headline is about its code, and so is a row or sentence that opens with it. */
const aboutness = ({ headline, unit }: ScoredUnit, code: string): number =>
  headline ? 2 : unit.text.slice(0, code.length + 8).includes(code) ? 1 : 0;

/** The best passage's pieces first, then the others, each in the order of its source. */
const order = (a: ScoredUnit, b: ScoredUnit, home: number): number =>
  Number(b.passage === home) - Number(a.passage === home) || a.passage - b.passage || a.unit.start - b.unit.start;

/** A sentence that only points elsewhere answers nothing. */
const POINTER =
  /^(?:更多(?:信息|详情|内容)|详情|详细(?:信息|内容|步骤)?请?(?:见|参[见考阅照])|详见|另请参阅|see also|for (?:more|further) (?:information|details)|more information)/i;

/** Adds pieces while they fit; headlines, pointers and other versions' lines are passed over. */
function add(taken: Set<ScoredUnit>, pieces: readonly ScoredUnit[]): void {
  let signs = size([...taken]);
  for (const piece of pieces) {
    if (piece.headline || piece.otherVersion || POINTER.test(piece.unit.text)) continue;
    if ([...taken].some((other) => other.unit.text === piece.unit.text)) continue;
    signs += piece.unit.text.length;
    if (taken.size >= MOST_UNITS || (taken.size > 0 && signs > MOST_SIGNS)) return;
    taken.add(piece);
  }
}

/** `listFactor`: how much a question wants steps. */
function stretchesOf(scored: readonly (readonly ScoredUnit[])[], listFactor: number): Stretch[] {
  return scored.flatMap((units, passage) =>
    [...Map.groupBy(units, ({ unit }) => unit.group).values()].map((group) => stretchOf(passage, group, listFactor)),
  );
}

/** A list counts by its best item and a little by all of them; a table gives its best rows; a paragraph its best sentences. */
function stretchOf(passage: number, group: readonly ScoredUnit[], listFactor: number): Stretch {
  const best = Math.max(...group.map(({ score }) => score));
  const scores = group
    .map(({ score }) => score)
    .sort((a, b) => b - a)
    .slice(0, 3);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const kind = group[0]!.unit.kind;
  if (kind === "step") return { passage, units: group, score: listFactor * (0.8 * best + 0.3 * mean) };
  if (kind === "row") {
    return { passage, units: group.filter(({ score }) => score >= 0.7 * best).slice(0, 4), score: best };
  }
  return { passage, units: aroundBest(group, best), score: 0.9 * best + 0.1 * mean };
}

/** From the best sentence on, at most four, with the one before it when it leans on that. */
function aroundBest(group: readonly ScoredUnit[], best: number): readonly ScoredUnit[] {
  const at = group.findIndex(({ score }) => score === best);
  const before = group[at - 1];
  const leans = LEANING.test(group[at]!.unit.text) || (before !== undefined && before.score >= 0.5 * best);
  const from = leans && at > 0 ? at - 1 : at;
  return group.slice(from, from + 4);
}

const LEANING =
  /^(?:但|但是|因此|所以|此时|此外|同时|否则|然后|其中|该|这|它|即|并且|另外)|^(?:however|therefore|otherwise|then|it|this|these|that|also|in this case|so)\b/i;

/** A stretch with the line that leads into it, what it leads to, and the conditions beside it. */
function withContext(stretch: Stretch, home: readonly ScoredUnit[]): ScoredUnit[] {
  const first = stretch.units[0]!;
  const last = stretch.units.at(-1)!;
  if (stretch.units.every(({ headline }) => headline)) return home.filter(({ section }) => section === first.section);
  const at = home.indexOf(first);
  const before = home[at - 1];
  const leading =
    before !== undefined && (LEADS.test(before.unit.text) || isCondition(before.unit.text)) ? [before] : [];
  const end = home.indexOf(last);
  const rest = home.slice(end + 1).filter(({ section }) => section === last.section);
  const led = LEADS.test(last.unit.text) ? rest.slice(0, MOST_UNITS) : [];
  const conditions = rest.slice(led.length, led.length + 2).filter(({ unit }) => isCondition(unit.text));
  return [...leading, ...stretch.units, ...led, ...conditions];
}

const LEADS =
  /[:：]\s*$|(?:如下|以下(?:步骤|方法|命令))[^。.]{0,8}[。.]?\s*$|(?:as follows|following(?: steps?)?)[^.]{0,12}[.:]?\s*$/i;
