import ipaddr from "ipaddr.js";
import { DomainError } from "../../../kernel/errors.ts";

/** Ports on which documentation is served; others are most likely something else's. */
const PORTS = new Set(["", "80", "443", "8080", "8443"]);

/** All of IPv6 that is given out to anybody (RFC 4291); `::127.0.0.1` and the like lie outside. */
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];
/** Looks public and leads to the cloud's own services, wherever a machine runs in it (Azure). */
const CLOUD_SERVICES = "168.63.129.16";

/**
 * Whether an address belongs to the public internet: no private, loopback, link-local, carrier-grade, metadata,
 * multicast or reserved range, in whatever notation, and no IPv6 address that stands for an IPv4 one of these.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  // Tunnels (6to4, Teredo, NAT64) have ranges of their own, and none of them is plain unicast.
  const read = ipaddr.process(bare);
  if (read.range() !== "unicast" || read.toString() === CLOUD_SERVICES) return false;
  return read.kind() === "ipv4" || (read as ipaddr.IPv6).match(GLOBAL_IPV6);
}

/** What a fetch of this address may not be told from: throws `DomainError` with the reason. */
export function checkUrl(text: string, anyPort = false): URL {
  const refuse = (reason: string) => {
    const shown = text.slice(0, 200);
    return new DomainError("invalid", `${shown}: ${reason}`, [{ field: "url", reason }]);
  };
  if (text.length > 2_000 || !URL.canParse(text))
    throw refuse("this is no address; write one such as https://docs.example.com/");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("only http and https are fetched");
  if (url.username !== "" || url.password !== "")
    throw refuse("an address with a user name or a password is not fetched");
  if (!anyPort && !PORTS.has(url.port))
    throw refuse(`port ${url.port} is not fetched; only 80, 443, 8080 and 8443 are`);
  url.hash = "";
  return url;
}
