import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";
import { cookieOf } from "./cookies.ts";
import { sameText } from "./same-text.ts";

const LASTS_S = 180 * 86_400;

/** Tells a browser that has signed in with an e-mail before from one that has not. */
export interface KnownDevices {
  /** The cookie to leave after a sign-in. It gives no access: it only says that this browser once had it. */
  cookie(email: string): string;
  /** The browser's own id when it carries such a cookie of this e-mail, no older than 180 days. */
  recognise(headers: Headers, email: string): string | undefined;
}

/** Each e-mail has a cookie of its own, signed with the installation's secret; its name does not show the e-mail. */
export function knownDevices(secret: string, clock: Clock): KnownDevices {
  const nameOf = (email: string) => `threeline.device_${createHash("sha256").update(email).digest("hex").slice(0, 12)}`;
  const sign = (email: string, id: string, since: string) =>
    createHmac("sha256", secret)
      .update(JSON.stringify(["device", email, id, since]))
      .digest("base64url");
  const seconds = () => Math.floor(clock.now().getTime() / 1000);
  return {
    cookie(email) {
      const [id, since] = [randomBytes(9).toString("base64url"), String(seconds())];
      const value = `${id}.${since}.${sign(email, id, since)}`;
      return `${nameOf(email)}=${value}; Max-Age=${LASTS_S}; Path=/v1/auth; HttpOnly; SameSite=Lax`;
    },
    recognise(headers, email) {
      const sent = cookieOf(headers.get("cookie") ?? "", nameOf(email)) ?? "";
      const [id = "", since = "", signature = ""] = sent.split(".");
      if (!sameText(sign(email, id, since), signature)) return undefined;
      return seconds() - Number(since) < LASTS_S ? id : undefined;
    },
  };
}
