import { fold } from "../../../kernel/fold.ts";
import { remembered, rememberedInTask } from "../../../kernel/remembered.ts";

/** What a question is after, and how headlines call the part that says it. */
type Aim = readonly [wanted: RegExp, headline: RegExp];
const AIMS: readonly Aim[] = [
  [
    /撤|反(?!馈|复|应)|取消|退回|回退|退回去|回到|退到|变回|改回|还原|复原|重新打开|重算|\bundo|\brevert|\breopen|open\b.{0,16}\bagain|\bgo back|\broll(?:ed)? ?back|\btake\b.{0,12}\b(?:off|back)|\bremove|\buninstall|\bunlock/,
    /^反|取消|撤销|撤回|撤消|回退|卸载|还原|重新打开|手工关闭与打开|\bundo|\brevert|\breopen|\broll ?back|\bremov|\buninstall/,
  ],
  [
    /之前|以前要|前(?:要|先|需|得)|先.{0,8}(?:做|准备|满足|完成|检查)|提前|准备|前提|条件|\bbefore\b|\bprerequisite|\bprepare|\bfirst\b/,
    /前提|准备|条件|(?:安装|升级|结账|使用)前|之前|\bbefore\b|\bprerequisite|\bpre-?check|\brequirements?\b/,
  ],
  [
    /最多|最大|最少|上限|多少(?:个|行|条|张|人|次)|几(?:个|行|条|张|人|次|套)|一次.{0,6}多少|\bhow many|\bmax|\blimit|\bquota/,
    /上限|限制|数量|配额|限额|\blimits?\b|\bquota/,
  ],
  [/多久|多长时间|什么时候|何时|几天|\bhow long|\bwhen\b/, /时间|时限|有效期|期限|周期|\btime|\bvalid|\bhours\b/],
  [
    /没有?反应|没反应|不动|白屏|空白|乱码|\bblank|\bwhite page|\bno (?:answer|response|reaction)/,
    /没有反应|不动|空白|无法|\bblank|\bproblem|\btrouble/,
  ],
];

/** Whether a headline names the part that a question is after: how to undo it, what comes before, how much is allowed. */
export const aimOf = rememberedInTask((question: string): ((headline: string) => boolean) => {
  const asked = fold(question);
  const wanted = AIMS.filter(([asks]) => asks.test(asked));
  return (headline) => {
    if (wanted.length === 0) return false;
    const named = fold(headline);
    return wanted.some(([, names]) => names.test(named));
  };
});

const [[ASKS_UNDOING, UNDOING], [, BEFORE]] = AIMS as [Aim, Aim, ...Aim[]];

/** Whether a headline stands over what has to be so, or be done, before. */
export const comesBefore = (headline: string): boolean => BEFORE.test(fold(headline));

/** Whether a headline leads to undoing what a question asks how to do: 反结账 where 结账 is asked. */
export function undoesInstead(question: string): (headline: string) => boolean {
  const asked = fold(question);
  if (ASKS_UNDOING.test(asked)) return () => false;
  return (headline) => {
    const deed = deedUndone(headline);
    return deed !== null && asked.includes(deed);
  };
}

const MOST_HEADLINES = 2_500;

/** What a headline undoes; null where it undoes nothing. */
const deedUndone = remembered(MOST_HEADLINES, (headline: string): string | null => {
  const named = fold(headline);
  const deed = named.replace(UNDOING, "");
  return deed !== named && deed.length > 1 ? deed : null;
});
