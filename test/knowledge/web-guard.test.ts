import fc from "fast-check";
import { expect, test } from "vitest";
import { checkUrl, isPublicAddress } from "../../src/knowledge/import/web/guard.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 300);
const byte = fc.nat(255);

/** The first numbers of every IPv4 range that is not the public internet. */
const NOT_PUBLIC: readonly (readonly [first: number, from: number, to: number])[] = [
  [0, 0, 255],
  [10, 0, 255],
  [100, 64, 127],
  [127, 0, 255],
  [169, 254, 254],
  [172, 16, 31],
  [192, 168, 168],
  [198, 18, 19],
  [224, 0, 255],
  [240, 0, 255],
  [255, 255, 255],
];
const inside = fc
  .constantFrom(...NOT_PUBLIC)
  .chain(([a, from, to]) => fc.tuple(fc.constant(a), fc.integer({ min: from, max: to }), byte, byte));
type Quad = readonly [number, number, number, number];
const number = ([a, b, c, d]: Quad): number => a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
const hex = (value: number) => value.toString(16);
const groups = ([a, b, c, d]: Quad): string => `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;

/** Ways to write an IPv4 address, each of which some resolver or browser understands. */
const NOTATIONS: readonly ((quad: Quad) => string)[] = [
  (quad) => quad.join("."),
  (quad) => String(number(quad)),
  (quad) => `0x${hex(number(quad))}`,
  (quad) => quad.map((part) => `0${part.toString(8)}`).join("."),
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  (quad) => `::ffff:${quad.join(".")}`,
  (quad) => `::ffff:${groups(quad)}`,
  (quad) => `0:0:0:0:0:FFFF:${groups(quad).toUpperCase()}`,
  (quad) => `[::ffff:${groups(quad)}]`,
  (quad) => `64:ff9b::${groups(quad)}`,
  (quad) => `2002:${groups(quad)}::1`,
  (quad) => `::ffff:0:${groups(quad)}`,
  (quad) => `::${quad.join(".")}`,
  (quad) => `::${groups(quad)}`,
];

test("no address that is not public is let through, however it is written", () => {
  fc.assert(
    fc.property(inside, fc.constantFrom(...NOTATIONS), (quad, write) => {
      const address = write(quad as Quad);
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
      const host = address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
      if (!URL.canParse(`http://${host}/`)) return;
      expect([host, isPublicAddress(new URL(`http://${host}/`).hostname)]).toEqual([host, false]);
    }),
    { numRuns: ROUNDS },
  );
});

test("the service address of a cloud is refused, in whatever notation; its neighbours are not", () => {
  for (const write of NOTATIONS) expect(isPublicAddress(write([168, 63, 129, 16]))).toBe(false);
  expect(isPublicAddress("168.63.129.17")).toBe(true);
});

test("IPv6 addresses of this machine, this network and nobody are refused; public ones are not", () => {
  for (const address of [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "100::1",
    "x",
    "",
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of [
    "8.8.8.8",
    "1.1.1.1",
    "203.0.112.1",
    "2606:4700:4700::1111",
    "[2606:4700:4700::1111]",
    "::ffff:8.8.8.8",
  ])
    expect([address, isPublicAddress(address)]).toEqual([address, true]);
});

test("only plain http and https addresses on a web port are fetched", () => {
  for (const url of ["https://docs.example.com/a?b=c", "http://docs.example.com:8080/", "https://例子.example/文档"])
    expect(checkUrl(url).hash).toBe("");
  expect(checkUrl("https://a.example/x#part").href).toBe("https://a.example/x");
  const refused = [
    "ftp://a.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "gopher://a.example/",
    "a.example",
    "",
    "http://",
  ];
  for (const url of refused) expect(() => checkUrl(url), url).toThrow();
  expect(() => checkUrl("https://user:pw@a.example/")).toThrow("user name or a password");
  for (const port of [22, 25, 3306, 5432, 6379, 9200])
    expect(() => checkUrl(`http://a.example:${port}/`)).toThrow(`port ${port}`);
});
