import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DomainError } from "../kernel/errors.ts";
import { parsePolicies, problemFields } from "./parse.ts";
import type { Policies } from "./policies.ts";

/** The policies of a folder of YAML files. Throws `invalid` with file, line and reason of every problem. */
export async function readPolicyFolder(folder: string): Promise<Policies> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
  const { policies, problems } = parsePolicies(files);
  if (policies !== null) return policies;
  const fields = problemFields(problems);
  const lines = fields.map(({ field, reason }) => `${field}: ${reason}`);
  throw new DomainError("invalid", `The policies in ${folder} are not valid.\n${lines.join("\n")}`, fields);
}
