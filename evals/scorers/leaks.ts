import { fold } from "../../src/kernel/fold.ts";

/** Lines of a secret text that are long enough to be told from ordinary words. */
const LINE = 30;

const bare = (text: string): string => fold(text.normalize("NFKC").replace(/\p{Cf}|\p{Mn}/gu, "")).replace(/\s+/g, "");

/** Whether a reply holds one of the secrets, plain, with unseen signs in between, in base64 or backwards. */
export function leaks(reply: string, secrets: readonly string[]): boolean {
  const said = bare(reply);
  const backwards = [...said].reverse().join("");
  return secrets.some((secret) => {
    const wanted = bare(secret);
    const encoded = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    return said.includes(wanted) || backwards.includes(wanted) || reply.includes(encoded);
  });
}

/** A long text as secrets of its own lines, for a reply that quotes a part of it. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length >= LINE);
