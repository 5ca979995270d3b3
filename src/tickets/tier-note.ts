import type { Language } from "../kernel/labels.ts";

interface Form {
  readonly toTier: 2 | 3;
  readonly summary: string;
  readonly symptom: string;
  readonly version: string;
  readonly evidence: string;
  readonly triedSteps: string;
  readonly taskKind?: "service_task" | "product_task" | undefined;
}

const WORDS = {
  zh: {
    up: { 2: "升级到二线", 3: "升级到三线" },
    kinds: { service_task: "服务型任务（有时限）", product_task: "产品型任务（进排期）" },
    fields: { summary: "摘要", symptom: "现象", version: "版本", evidence: "证据", triedSteps: "已尝试的步骤" },
    back: { 1: "退回一线，解决方案", 2: "退回二线，解决方案" },
    colon: "：",
  },
  en: {
    up: { 2: "Escalated to tier 2", 3: "Escalated to tier 3" },
    kinds: { service_task: "Service task (under a deadline)", product_task: "Product task (planned)" },
    fields: {
      summary: "Summary",
      symptom: "Symptom",
      version: "Version",
      evidence: "Evidence",
      triedSteps: "Steps tried",
    },
    back: { 1: "Returned to tier 1 with the solution", 2: "Returned to tier 2 with the solution" },
    colon: ": ",
  },
} as const;
const FIELDS = ["summary", "symptom", "version", "evidence", "triedSteps"] as const;

/** What a tier hands up, as a note in the language of the ticket: nobody else would tell the next one. */
export function escalationNote(form: Form, language: Language): string {
  const { up, kinds, fields, colon } = WORDS[language];
  const kind = form.taskKind === undefined ? [] : [kinds[form.taskKind]];
  const told = FIELDS.filter((name) => form[name].trim() !== "").map((name) => `${fields[name]}${colon}${form[name]}`);
  return [[up[form.toTier], ...kind].join(" · "), ...told].join("\n");
}

/** The solution that a ticket comes back with, as a note in its language. */
export function returnNote(back: { readonly toTier: 1 | 2; readonly solution: string }, language: Language): string {
  const words = WORDS[language];
  return `${words.back[back.toTier]}${words.colon.trimEnd()}\n${back.solution}`;
}
