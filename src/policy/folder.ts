import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "../kernel/errors.ts";
import { type PolicyFile, parsePolicies, problemFields } from "./parse.ts";
import type { Policies } from "./policies.ts";
import type { PolicyTexts } from "./publish.ts";

/** The policies of a folder of YAML files. Throws `invalid` with file, line and reason of every problem. */
export async function readPolicyFolder(folder: string): Promise<Policies> {
  const { policies, problems } = parsePolicies(await filesOf(folder));
  if (policies !== null) return policies;
  const fields = problemFields(problems);
  const lines = fields.map(({ field, reason }) => `${field}: ${reason}`);
  throw new DomainError("invalid", `The policies in ${folder} are not valid.\n${lines.join("\n")}`, fields);
}

/** The same as their authors wrote them, comments and all. */
export async function readPolicyTexts(folder: string): Promise<PolicyTexts> {
  return Object.fromEntries((await filesOf(folder)).map(({ name, text }) => [name.slice(0, -ENDING.length), text]));
}

const ENDING = ".yaml";

async function filesOf(folder: string): Promise<PolicyFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })));
}
