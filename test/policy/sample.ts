import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type PolicyFile, parsePolicies } from "../../src/policy/parse.ts";
import type { Policies } from "../../src/policy/policies.ts";

const FOLDER = resolve(import.meta.dirname, "../../knowledge/policies");

/** The policy files that ship with the product. */
export const shippedFiles = (): PolicyFile[] =>
  readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));

export function shippedPolicies(): Policies {
  const { policies, problems } = parsePolicies(shippedFiles());
  if (policies === null) throw new Error(JSON.stringify(problems));
  return policies;
}
