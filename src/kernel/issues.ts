import type { z } from "zod";

/** One thing that is wrong with a value, and where in it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const MISSING = "is missing";

/** zod's words for what is not there name what it would be, in one or several kinds; nobody needs to read these. */
const saidOf = (message: string): string => (message.endsWith(", received undefined") ? MISSING : message);

/**
 * What is wrong, in an issue's own words. A key that nobody reads is placed at itself, in the words of `unknownKey`; of a
 * value that may be of several kinds the kind that came nearest is told, or all of them where it is none at all.
 */
export function faultsIn(issue: z.core.$ZodIssue, unknownKey: string): Fault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey }));
  if (issue.code !== "invalid_union" || issue.errors.length === 0)
    return [{ path: issue.path, message: saidOf(issue.message) }];
  const kinds = issue.errors.map((kind) => kind.flatMap((one) => faultsIn(one, unknownKey)));
  const fewest = Math.min(...kinds.map((faults) => faults.length));
  const nearest = kinds.filter((faults) => faults.length === fewest);
  const inside = nearest.find((faults) => faults.some(({ path }) => path.length > 0));
  if (inside !== undefined) return inside.map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
  const said = new Set(nearest.flat().map(({ message }) => message));
  return [{ path: issue.path, message: said.has(MISSING) ? MISSING : [...said].join("; or: ") }];
}
