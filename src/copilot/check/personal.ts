import { fold } from "../../kernel/fold.ts";

/** Stretches of a text that identify a person. */
export type FindPersonal = (text: string) => readonly string[];

const PATTERNS = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g,
  /(?<!\d)\d{6}(?:19|20)\d{2}(?:0\d|1[0-2])\d{5}[\dx](?!\d)/g,
  /(?<!\d)\d{4}(?:[\s-]?\d{4}){2,3}(?:[\s-]?\d{1,4})?(?!\d)/g,
];

/** Mail addresses, Chinese mobile numbers, identity numbers and long card numbers. */
export const findPersonal: FindPersonal = (text) =>
  PATTERNS.flatMap((pattern) => [...fold(text).matchAll(pattern)].map(([found]) => found));
