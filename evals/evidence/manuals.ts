import { existsSync } from "node:fs";
import { join } from "node:path";
import { type EvalKnowledgeBase, openKnowledgeBase } from "../knowledge-base.ts";
import { MANUALS, type ManualCase, manualCases } from "./cases.ts";

/** The folder that the command names, or the usual one. Throws when a manual is not in it. */
export function manualsFolder(): string {
  const folder = process.argv[2] ?? join(import.meta.dirname, "../../../shared/data/kb");
  for (const manual of MANUALS)
    if (!existsSync(join(folder, manual)))
      throw new Error(`The manual ${manual} is not in ${folder}; it is not part of the project.`);
  return folder;
}

/** What `ask` makes of the questions of each manual in a folder. */
export async function ofManuals<Made>(
  folder: string,
  ask: (base: EvalKnowledgeBase, questions: readonly ManualCase[]) => Promise<Made[]>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const manual of MANUALS) {
    const base = await openKnowledgeBase(join(folder, manual));
    const questions = manualCases().filter(({ kb }) => kb === manual);
    made.push(...(await ask(base, questions)));
    await base.db.close();
  }
  return made;
}
