import type { Bilingual, Change, Group, Kind, Proposed } from "./wire.ts";

/** What a dialog is about: a change of the tags, a proposal that is decided, or one that is made. */
export type Task =
  | { readonly kind: "add" | "propose" }
  | { readonly kind: "rename" | "words" | "split" | "merge" | "deprecate" | "restore"; readonly tag: Kind }
  | { readonly kind: "accept" | "give"; readonly proposed: Proposed };

export interface Fields {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly group: Group;
  /** One a line. */
  readonly words: string;
  readonly into: string | undefined;
  readonly reason: string;
}

/** Which fields a dialog asks for. */
export const ASKS: Readonly<Record<Task["kind"], readonly (keyof Fields)[]>> = {
  ...{ add: ["zh", "en", "code", "group", "words"], rename: ["zh", "en"], words: ["words"] },
  ...{ split: ["zh", "en", "code", "words"], merge: ["into"], deprecate: [], restore: [] },
  ...{ accept: ["code", "group"], give: ["into"], propose: ["zh", "en", "words", "reason"] },
};

/** What the fields hold at first. */
export function firstFields(task: Task): Fields {
  const named: Bilingual | null =
    task.kind === "rename" ? task.tag.name : "proposed" in task ? task.proposed.name : null;
  const { zh, en } = named ?? { zh: "", en: "" };
  const group = "tag" in task ? task.tag.group : "request";
  return { zh, en, code: "proposed" in task ? codeOf(en) : "", group, words: "", into: undefined, reason: "" };
}

/** A code made of an English name; empty when it has no letters. */
export const codeOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 63);

const CODE = /^[a-z][a-z0-9_-]{0,62}$/;
const wordsOf = (lines: string): string[] =>
  [...new Set(lines.split("\n").map((line) => line.trim()))].filter((word) => word.length > 1).slice(0, 100);

/** The change that the fields describe; null while something is missing. A proposal that is made changes nothing yet. */
export function changeOf(task: Task, fields: Fields): Change | null {
  const { code, group, into } = fields;
  const name = { zh: fields.zh.trim(), en: fields.en.trim() };
  const words = wordsOf(fields.words);
  const named = name.zh !== "" && name.en !== "";
  switch (task.kind) {
    case "add":
      return named && CODE.test(code)
        ? { type: "add", code, name, group, ...(words.length > 0 ? { words } : {}) }
        : null;
    case "rename":
      return named ? { type: "rename", tag: task.tag.code, name } : null;
    case "words":
      return words.length > 0 ? { type: "words", tag: task.tag.code, words } : null;
    case "split":
      return named && CODE.test(code) && words.length > 0
        ? { type: "split", from: task.tag.code, into: { code, name, words } }
        : null;
    case "merge":
      return into === undefined ? null : { type: "merge", from: task.tag.code, into };
    case "deprecate":
    case "restore":
      return { type: "deprecate", tag: task.tag.code, deprecated: task.kind === "deprecate" };
    case "accept": {
      const { name: given, words: said } = task.proposed;
      return CODE.test(code) ? { type: "add", code, name: given, group, words: said } : null;
    }
    case "give":
      return into === undefined ? null : { type: "words", tag: into, words: task.proposed.words };
    case "propose":
      return null;
  }
}

/** The change that takes one back, where nothing is lost by it. */
export function takesBack(task: Task): Change | null {
  if (task.kind === "rename") return { type: "rename", tag: task.tag.code, name: task.tag.name };
  if (task.kind === "deprecate" || task.kind === "restore")
    return { type: "deprecate", tag: task.tag.code, deprecated: task.kind === "restore" };
  return null;
}

/** Where a dialog sends what it asked for; null while something is missing. */
export function requestOf(task: Task, fields: Fields): { readonly path: string; readonly body: object } | null {
  if (task.kind === "propose") {
    const name = { zh: fields.zh.trim(), en: fields.en.trim() };
    const [words, reason] = [wordsOf(fields.words).slice(0, 50), fields.reason.trim()];
    const whole = name.zh !== "" && name.en !== "" && words.length > 0 && reason !== "";
    return whole ? { path: "/v1/voc/proposed-tags", body: { name, words, reason } } : null;
  }
  const change = changeOf(task, fields);
  if (change === null) return null;
  if (task.kind !== "accept" && task.kind !== "give") return { path: "/v1/voc/taxonomy/changes", body: change };
  const { code, group, into } = fields;
  return {
    path: `/v1/voc/proposed-tags/${task.proposed.id}/decision`,
    body: task.kind === "accept" ? { decision: "accept", code, group } : { decision: "merge", into },
  };
}
