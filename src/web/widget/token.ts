import { ApiError } from "../client.ts";
import type { Settings } from "./settings.ts";

/** Gives the end-user token: the one on the page, or one from the page's server, asked for again when it expired. */
export function tokenSource(settings: Pick<Settings, "token" | "tokenUrl">): (refresh: boolean) => Promise<string> {
  let current = settings.token;
  return async (refresh) => {
    if (current !== undefined && !(refresh && settings.tokenUrl !== undefined)) return current;
    if (settings.tokenUrl === undefined) throw new ApiError(401, "unauthenticated", "No token.");
    const response = await fetch(settings.tokenUrl, { credentials: "same-origin" });
    if (!response.ok) throw new ApiError(response.status, "unauthenticated", "No token.");
    const { token } = (await response.json()) as { token: string };
    current = token;
    return token;
  };
}

/** Who the token is for, to keep people who share a browser apart. Empty when it cannot be read. */
export function userOf(token: string): string {
  try {
    const payload = (token.split(".")[2] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    return String(JSON.parse(atob(payload)).userId ?? "");
  } catch {
    return "";
  }
}
