import { createHmac } from "node:crypto";
import { sameText } from "../../access/same-text.ts";
import { linkSecret } from "../../access/store.ts";
import type { Tx } from "../../db/pool.ts";
import { DomainError } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";

/** `tls.<tenant>.<survey>.<HMAC-SHA256>`: made anew from the tenant's secret whenever it is needed, never stored. */
export async function signLink(tx: Tx, surveyId: string): Promise<string> {
  const secret = await linkSecret(tx);
  if (secret === undefined) throw unknownLink();
  const words = `tls.${tx.tenantId}.${surveyId}`;
  return `${words}.${createHmac("sha256", secret).update(words).digest("base64url")}`;
}

/** The tenant and the survey that a token names; `isSigned` says whether it is to be believed. Throws `not_found`. */
export function linkParts(token: string): { readonly tenantId: string; readonly surveyId: string } {
  const [prefix, tenantId = "", surveyId = ""] = token.split(".");
  if (prefix !== "tls" || !isUuid(tenantId) || !isUuid(surveyId)) throw unknownLink();
  return { tenantId, surveyId };
}

export const isSigned = async (tx: Tx, token: string, surveyId: string): Promise<boolean> =>
  sameText(token, await signLink(tx, surveyId).catch(() => ""));

export const unknownLink = () => new DomainError("not_found", "This survey link is not valid.");
