import { expect, test } from "vitest";
import { listedAddresses } from "../../src/web/knowledge/imports/listed-addresses.ts";

test("a line that is no address is one entry, so that it is one fault", () => {
  expect(listedAddresses("not a url")).toEqual(["not a url"]);
  expect(listedAddresses("https://docs.example.com/a b")).toEqual(["https://docs.example.com/a b"]);
});

test("addresses stand one a line, or beside each other with blanks between", () => {
  const a = "https://docs.example.com/a";
  const b = "https://docs.example.com/b";
  expect(listedAddresses(` ${a}\r\n\n${b} \n`)).toEqual([a, b]);
  expect(listedAddresses(`${a}  ${b}`)).toEqual([a, b]);
  expect(listedAddresses(" \n ")).toEqual([]);
});
