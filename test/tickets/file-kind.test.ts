import fc from "fast-check";
import { expect, test } from "vitest";
import { FILE_ENDINGS, isShown, mediaTypeOf, safeFileName } from "../../src/tickets/receiving/file-kind.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const bytes = (text: string) => new TextEncoder().encode(text);

test("a file is what its name and its first bytes agree on", () => {
  expect(mediaTypeOf("截图.PNG", PNG)).toBe("image/png");
  expect(mediaTypeOf("server.log", bytes("2026-11-26 ERROR FIN-2107"))).toBe("text/plain");
  expect(mediaTypeOf("report.pdf", bytes("%PDF-1.7"))).toBe("application/pdf");
});

test.each([
  ["page.html", bytes("<script>alert(1)</script>"), "not taken"],
  ["logo.svg", bytes("<svg onload='alert(1)'/>"), "not taken"],
  ["setup.exe", bytes("MZ"), "not taken"],
  ["macro.docm", bytes("PK\u0003\u0004"), "not taken"],
  ["no-ending", PNG, "not taken"],
  ["page.png", bytes("<html>"), "not that of a .png"],
  ["trace.log", new Uint8Array([77, 90, 0, 0]), "not that of a .log"],
  ["empty.txt", new Uint8Array(), "empty"],
])("%s is refused with the reason", (name, content, reason) => {
  expect(() => mediaTypeOf(name, content)).toThrow(reason);
});

test("whatever the bytes, only images are ever shown in place, and a page never is one", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FILE_ENDINGS), fc.uint8Array({ maxLength: 40 }), (ending, content) => {
      let type: string;
      try {
        type = mediaTypeOf(`x.${ending}`, content);
      } catch {
        return;
      }
      expect(isShown(type)).toBe(["png", "jpg", "jpeg", "gif", "webp"].includes(ending));
      if (isShown(type)) expect(content[0]).not.toBe("<".charCodeAt(0));
    }),
  );
});

test("a name keeps its ending and loses paths, control signs and text that runs backwards", () => {
  expect(safeFileName("C:\\Users\\li\\错误 截图.png")).toBe("错误 截图.png");
  expect(safeFileName("../../etc/passwd.txt")).toBe("passwd.txt");
  expect(safeFileName("in\u202egnp.exe\u0000.png")).toBe("ingnp.exe.png");
  expect(safeFileName("")).toBe("file");
  expect(safeFileName("///.png")).toBe("file.png");
  const long = safeFileName(`${"很长".repeat(200)}.png`);
  expect([...long].length).toBeLessThanOrEqual(120);
  expect(long.endsWith("….png")).toBe(true);
});

test("any name becomes one that can be stored and put into a header", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const safe = safeFileName(name);
      expect(safe.length).toBeGreaterThan(0);
      expect(safe.isWellFormed()).toBe(true);
      expect(/[\p{Cc}\p{Cf}/\\"<>]/u.test(safe)).toBe(false);
      expect([...safe].length).toBeLessThanOrEqual(120);
    }),
  );
});
