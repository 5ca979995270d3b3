import type { Unit } from "./metrics/metric.ts";
import type { Figure, ReportContent, ReportLanguage, Table } from "./report.ts";

const MOST_CHANGES = 6;

/**
 * The report told in sentences (授鱼): fixed templates, every number formatted from the figures themselves. What changed
 * most against the period before comes first; figures without data are named as such.
 */
export function narrate({ figures, tables }: ReportContent, language: ReportLanguage): string[] {
  const zh = language === "zh";
  const known = figures.filter(({ value, count }) => value !== null && count > 0);
  if (known.length === 0) return [zh ? "这个期间没有数据。" : "There is no data in this period."];
  const moved = known
    .filter((figure) => figure.change !== null && comparable(figure))
    .map((figure) => ({ figure, size: relative(figure) }))
    .filter(({ size }) => size >= 0.02)
    .sort((one, other) => other.size - one.size)
    .slice(0, MOST_CHANGES)
    .map(({ figure }) => changeSentence(figure, zh));
  const first = known[0]!;
  const thin = known.some(({ previous }) => previous !== null) && !known.some(comparable);
  const missing = figures.filter(({ value }) => value === null).map(({ name }) => name);
  return [
    zh
      ? `${first.name}为 ${said(first.value!, first.unit, zh)}。`
      : `${first.name}: ${said(first.value!, first.unit, zh)}.`,
    ...moved.filter((sentence) => sentence !== ""),
    ...(thin ? [zh ? "上期样本太少，不作比较。" : "The period before holds too few rows to compare with."] : []),
    ...tables.slice(0, 2).flatMap((table) => leaderSentence(table, zh)),
    ...(missing.length > 0 ? [zh ? `没有数据：${missing.join("、")}。` : `No data: ${missing.join(", ")}.`] : []),
  ];
}

/** A period of very few rows says nothing beside one of many. */
const comparable = ({ count, previousCount }: Figure): boolean => previousCount >= Math.max(10, count / 5);

const relative = ({ change, previous }: Figure): number => Math.abs(change!) / Math.max(Math.abs(previous!), 1e-9);

function changeSentence({ name, unit, value, previous, change, better, count }: Figure, zh: boolean): string {
  const up = change! > 0;
  const good = better === null ? null : (better === "up") === up;
  const by = said(Math.abs(change!), unit === "ratio" ? "points" : unit, zh, unit === "ratio" ? 100 : 1);
  const [now, before] = [said(value!, unit, zh), said(previous!, unit, zh)];
  if (zh)
    return `${name}从 ${before} ${up ? "升" : "降"}到 ${now}（${up ? "+" : "−"}${by}${good === null ? "" : good ? "，向好" : "，需要关注"}；样本 ${count}）。`;
  return `${name} went ${up ? "up" : "down"} from ${before} to ${now} (${up ? "+" : "−"}${by}${good === null ? "" : good ? ", for the better" : ", worth a look"}; ${count} rows).`;
}

function leaderSentence({ name, columns, rows, dimension }: Table, zh: boolean): string[] {
  const [first] = rows;
  const [column] = columns;
  const value = first?.cells[0];
  if (
    dimension === null ||
    first === undefined ||
    column === undefined ||
    typeof value !== "number" ||
    column.unit === "text"
  )
    return [];
  const number = said(value, column.unit, zh);
  return [
    zh
      ? `按${name}看，${first.name}的${column.name}最高：${number}。`
      : `By ${name.toLowerCase()}, ${first.name} has the most ${column.name.toLowerCase()}: ${number}.`,
  ];
}

/** A number as people read it. */
function said(value: number, unit: Unit, zh: boolean, times = 1): string {
  const format = (digits: number) =>
    new Intl.NumberFormat(zh ? "zh-CN" : "en", { maximumFractionDigits: digits }).format(value * times);
  switch (unit) {
    case "ratio":
      return new Intl.NumberFormat(zh ? "zh-CN" : "en", { style: "percent", maximumFractionDigits: 1 }).format(value);
    case "minutes":
      return value >= 120 ? hours(value, zh) : `${format(1)} ${zh ? "分钟" : "min"}`;
    case "fen":
      return `¥${new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / 100)}`;
    case "points":
      return times === 100 ? `${format(1)} ${zh ? "个百分点" : "points"}` : format(1);
    case "score":
      return format(2);
    default:
      return format(0);
  }
}

const hours = (minutes: number, zh: boolean): string =>
  `${new Intl.NumberFormat(zh ? "zh-CN" : "en", { maximumFractionDigits: 1 }).format(minutes / 60)} ${zh ? "小时" : "h"}`;
