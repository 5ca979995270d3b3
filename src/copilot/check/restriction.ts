import { fold } from "../../kernel/fold.ts";
import { contentWords } from "../content-words.ts";
import { type Segment, share } from "./segments.ts";

const ONLY =
  /仅|只有|只能|只支持|只在|限于|(?:需要|须|要求)[^，。;；]{0,6}版|\bonly\b|\bexclusive|\brequires?\b|\bbelongs? to\b/;
const EDITION =
  /\p{Script=Han}{2}版(?!本)|\b(?:standard|professional|flagship|enterprise|business|team|community|premium|premier|priority|basic|free|pro|starter)\b/gu;
const ALL =
  /(?:所有|全部|任何|各个?|每个)(?:版本|用户|人|账号)|任何人|\b(?:all|every|any|each)\s+(?:\w+\s)?(?:editions?|plans?|users?|versions?|members?)\b|\banyone\b|\beveryone\b/;
const LIKE = 0.5;

/** Editions and plans that a text names, folded. */
export const editionsOf = (text: string): string[] => [...fold(text).matchAll(EDITION)].map(([edition]) => edition);

/** Words with which a sentence opens to others what its source keeps for some; null when it does not. */
export function widened(sentence: string, sources: readonly Segment[]): string | null {
  const said = fold(sentence);
  if (ONLY.test(said) || /不|没|无|未|\bnot\b|n't|\bno\b|cannot/.test(said)) return null;
  const all = ALL.exec(said)?.[0];
  const editions = editionsOf(said);
  if (all === undefined && editions.length === 0) return null;
  const own = contentWords(said.replace(EDITION, " ").replace(ALL, " "));
  for (const { text, words } of sources) {
    const held = fold(text);
    if (!ONLY.test(held) || share(own, words) < LIKE) continue;
    const kept = new Set(editionsOf(held));
    if (kept.size === 0) continue;
    if (all !== undefined) return all;
    const outside = editions.find((edition) => !kept.has(edition));
    if (outside !== undefined) return outside;
  }
  return null;
}
