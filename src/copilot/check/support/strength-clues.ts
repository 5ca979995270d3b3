import { fold } from "../../../kernel/fold.ts";
import type { Segment } from "../segments.ts";
import type { ComparedWords } from "./compared-words.ts";

/** Whether a sentence says more than its sources: of more, more surely, with a reason, or without a condition. */
export interface StrengthClues {
  readonly mayForMust: number;
  readonly allAdded: number;
  readonly whyAdded: number;
  readonly moreAdded: number;
  readonly whenDropped: number;
}

const MUST =
  /必须|务必|须|一定要|强制|只能|不得|\bmust\b|\bhave to\b|\bhas to\b|\brequired\b|\brequires?\b|\bneeds? to\b|\bmandatory\b|\bshall\b/;
const MAY = /可以|可选|能够|允许|随意|自由|无需|不必|\bcan\b|\bmay\b|\boptional|\ballowed\b|\bable to\b|\bfree to\b/;
const ALL =
  /所有|全部|任何|任意|每个|每次|一切|始终|总是|一律|永远|永久|无论|不论|不管|不限|随时|完全|都|\ball\b|\bevery\w*|\bany\w*|\balways\b|\bnever\b|\beach\b|\bentire\w*|\bwhole\b|\bregardless\b|\bunlimited\b|\bno matter\b|\bcompletely\b|\bfully\b/;
const WHY =
  /因为|由于|以便|从而|因此|所以|导致|避免|防止|以免|这样|否则|确保|保证|\bbecause\b|\bso that\b|\bsince\b|\bdue to\b|\btherefore\b|\bin order to\b|\bprevent\w*|\bavoid\w*|\bwhich means\b|\botherwise\b|\bensur\w*|\bas a result\b|\bthus\b/;
const MORE =
  /自动|立即|马上|同时|还会|还能|还可|也会|也能|也可|并且?会|即时|额外|此外|另外|随时|就能|就会|一并|\bautomatic\w*|\bimmediate\w*|\binstant\w*|\balso\b|\btoo\b|\bas well\b|\badditional\w*|\bin addition\b|\bplus\b|\bas soon as\b|\bat once\b|\bat any time\b|\bwhenever\b|\bas (?:many|much|long) as you (?:like|want)\b/;
const WHEN =
  /如果|若|当|只要|在.{1,12}时|前提|需先|\bif\b|\bwhen\b|\bonce\b|\bunless\b|\bprovided\b|\bwhile\b|\bonly\b/;

export function strengthClues({ folded, toldFolded }: ComparedWords, nearest: Segment | null): StrengthClues {
  const around = fold(nearest?.around ?? "");
  const added = (pattern: RegExp) => Number(pattern.test(folded) && !pattern.test(toldFolded));
  const dropped = (pattern: RegExp) => Number(!pattern.test(folded) && pattern.test(around));
  return {
    mayForMust: Number(MAY.test(folded) && dropped(MUST) === 1 && !MAY.test(around)),
    allAdded: added(ALL),
    whyAdded: added(WHY),
    moreAdded: added(MORE),
    whenDropped: dropped(WHEN),
  };
}
