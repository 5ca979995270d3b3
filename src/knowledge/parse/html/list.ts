import type { Block } from "../../types.ts";
import type { State } from "./state.ts";

const BULLET = "- ";

const wholeNumber = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : otherwise;

/** Opens a list or an item of one. */
export function openList({ items, numbers }: State, name: string, { start, value }: Record<string, string>): void {
  if (name === "ul" || name === "ol") numbers.push(name === "ol" ? wholeNumber(start, 1) : null);
  if (name !== "li") return;
  const next = numbers.at(-1) ?? null;
  const number = next === null ? null : wholeNumber(value, next);
  if (number !== null) numbers[numbers.length - 1] = number + 1;
  items.push({ mark: number === null ? BULLET : `${number}. ` });
}

export function closeList({ items, numbers }: State, name: string): void {
  if (name === "li") items.pop();
  if (name === "ul" || name === "ol") numbers.pop();
}

/** Reports the gathered text. What comes first in an item of a list has its mark; what comes later belongs to it. */
export function reportBlock({ outline, items, start, end }: State, kind: Block["kind"], text: string): void {
  const item = items.at(-1);
  if (item === undefined) {
    outline.block(kind, text, start, end);
    return;
  }
  const mark = kind === "item" ? item.mark : "";
  if (kind === "item") item.mark = "";
  const list = { depth: items.length - (mark === "" ? 0 : 1), bullet: mark === BULLET };
  outline.block(kind, list.bullet ? text : mark + text, start, end, list);
}
