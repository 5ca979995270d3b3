import { findPii } from "../../kernel/pii.ts";

/** Stretches of a text that identify a person. */
export const findPersonal = (text: string): string[] => findPii(text).map(({ start, end }) => text.slice(start, end));
