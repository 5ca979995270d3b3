import { afterEach, expect, test, vi } from "vitest";
import { copyText } from "../../src/web/ui/clipboard.ts";

afterEach(() => vi.unstubAllGlobals());

test("copying says so where the page has no clipboard or may not write to it", async () => {
  vi.stubGlobal("navigator", {});
  expect(await copyText("https://desk.example/survey/1")).toBe(false);
  vi.stubGlobal("navigator", { clipboard: { writeText: () => Promise.reject(new Error("denied")) } });
  expect(await copyText("https://desk.example/survey/1")).toBe(false);
});

test("copying puts the whole text on the clipboard", async () => {
  const written: string[] = [];
  const writeText = (text: string) => Promise.resolve(written.push(text));
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  expect(await copyText("https://desk.example/survey/1")).toBe(true);
  expect(written).toEqual(["https://desk.example/survey/1"]);
});
