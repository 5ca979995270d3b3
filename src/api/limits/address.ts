import { isIPv6 } from "node:net";
import type { Context } from "hono";

import type { Connected } from "../environment.ts";

/**
 * The address that a request came from. Behind `trustedProxies` proxies of one's own it is the one that the outermost of
 * them wrote; what stands before it in the header could be anybody's word. With 0 it is that of the connection.
 */
export function addressOf(c: Context, trustedProxies: number): string {
  return vouchedFor(c, trustedProxies) ?? (c.env as Connected | undefined)?.incoming?.socket.remoteAddress ?? "unknown";
}

/**
 * Whom to count a request for: its address, or the /64 network of an IPv6 address, since whoever has one of those has
 * all of it. Undefined when the request came over no connection: a program of ours made it.
 */
export function networkOf(c: Context, trustedProxies: number): string | undefined {
  const connected = (c.env as Connected | undefined)?.incoming !== undefined;
  if (!connected && vouchedFor(c, trustedProxies) === undefined) return undefined;
  return network(addressOf(c, trustedProxies));
}

function vouchedFor(c: Context, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined;
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return forwarded.at(-trustedProxies) || undefined;
}

/** The /64 of an IPv6 address, the IPv4 address inside a mapped one, anything else as it is. */
export function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(gap).fill("0"), ...back].map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.slice(0, 4).join(":")}::/64`;
}
