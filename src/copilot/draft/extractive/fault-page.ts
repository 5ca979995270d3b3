import type { ScoredUnit } from "../scoring/score-units.ts";

const CAUSE = /^(?:可能的?)?(?:原因|故障原因)|^(?:possible |likely )?causes?\b|^why\b/i;
const REMEDY =
  /处理|解决|措施|办法|排查步骤|恢复|\bfix\b|\bremedy\b|\bsolution\b|\bresolution\b|what to do|workaround/i;

/** Whether a piece stands under a headline that says how a fault looks: who names its code asks for more. */
export const isSymptom = ({ section }: ScoredUnit, home: readonly ScoredUnit[]): boolean => {
  const over = home.find((piece) => piece.section === section);
  return section === 0 || (over?.headline === true && SYMPTOM.test(over.unit.text));
};
const SYMPTOM = /现象|症状|报错|提示|\bsymptoms?\b|\bmessage\b/i;

/** The sections of a fault page that say why it happens and what to do; empty when the page is no such page. */
export function faultPage(home: readonly ScoredUnit[]): ScoredUnit[] {
  const under = (pattern: RegExp) => {
    const sections = new Set(
      home.filter(({ headline, unit }) => headline && pattern.test(unit.text)).map(({ section }) => section),
    );
    return home.filter(({ section, headline }) => sections.has(section) && !headline);
  };
  const [cause, remedy] = [under(CAUSE), under(REMEDY)];
  return cause.length === 0 || remedy.length === 0 ? [] : [...cause.slice(0, 3), ...remedy];
}

const CAUSE_LABEL = /^(?:[-*•]\s*)?(?:原因|causes?)\s*[:：]/i;
const REMEDY_LABEL = /^(?:[-*•]\s*)?(?:处理|解决|remedy|fix|solution)\S{0,6}\s*[:：]/i;

/** In a section with parts labelled cause, check and remedy: the cause and the remedy. */
export function remedyPart(body: readonly ScoredUnit[]): readonly ScoredUnit[] {
  const at = body.findIndex(({ unit }) => REMEDY_LABEL.test(unit.text));
  return at < 0 ? [] : [...body.filter(({ unit }) => CAUSE_LABEL.test(unit.text)).slice(0, 1), ...body.slice(at)];
}
