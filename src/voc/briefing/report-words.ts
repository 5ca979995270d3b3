import type { Direction } from "./statement.ts";

/** Words that claim a direction or a place, what they claim. */
const ZH: Readonly<Record<Direction, string>> = {
  up: "升 升到 升至 上升 上升到 上升至 增 增至 增加 增加到 增加至 增长 增长到 增长至 上涨 涨到 多于",
  down: "降 降到 降至 下降 下降到 下降至 减少 减少到 减少至 减至 回落 回落到 少于",
  same: "持平 不变 相同",
  most: "最多 最高 居首 排第一 第一 首位",
  second: "第二 其次",
  third: "第三",
  above: "超出 超过 高于 高出",
  new: "新 新的 新出现",
};
const EN: Readonly<Record<Direction, string>> = {
  up: "rose rise rises rising up increased increase increases grew growing climbed",
  down: "fell fall falls falling down decreased decrease decreases dropped declined",
  same: "unchanged same steady",
  most: "most first top highest leading leads led",
  second: "second",
  third: "third",
  above: "above over exceeded exceeding exceeds",
  new: "new",
};

/** Words that claim nothing by themselves. */
const PLAIN_ZH =
  "本期 本周期 这一期 这一周期 期间 期内 上期 上一期 上一周期 此前 之前 原来 标签 客户 客户之声 工单 反馈 声音 主题 数据 数量 总数 总量 合计 占比 比例 全部 所有 排名 名次 位 位居 排 次 个 张 单 共 共有 一共 总共 收到 出现 提到 提及 记录 达 达到 为 是 有 占 占到 形成 涉及 实际 预期 上限 的 在 从 由 到 至 与 和 比 较 相比 对比 而 其中 也 中 里 内 则 以 关于 这 该";
const PLAIN_EN =
  "a an the this that these there it its and in of on for from to at with as while when where were was is are has had have stood stands compared against versus than customers customer tickets ticket tags tag voice theme themes subject form formed forms share all count counts counted total period previous before earlier prior mentioned raised recorded seen expected limit bound said about accounts accounted account them they among overall ranked place";

const split = (words: string): string[] => words.split(" ");
const claims = (table: Readonly<Record<Direction, string>>): [string, Direction][] =>
  (Object.entries(table) as [Direction, string][]).flatMap(([direction, words]) =>
    split(words).map((word): [string, Direction] => [word, direction]),
  );

export const CLAIMS: ReadonlyMap<string, Direction> = new Map([...claims(ZH), ...claims(EN)]);
export const PLAIN: ReadonlySet<string> = new Set([...split(PLAIN_ZH), ...split(PLAIN_EN)]);

/** All of them, as a prompt names them. */
export const REPORT_WORDS = [...PLAIN, ...CLAIMS.keys()].join(" ");
