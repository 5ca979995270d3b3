import { expect, test } from "vitest";
import { languageOf } from "../../src/copilot/check/sentence-language.ts";

test.each([
  ["redis ping 回来 NOAUTH", "zh"],
  ["Chrome Edge Firefox Safari 支持", "zh"],
  ["怎么反结账？", "zh"],
  ["Open the page 系统管理 and choose Backup", "en"],
  ["How do I reopen a period?", "en"],
  ["What does 未盘 mean in the stocktaking list?", "en"],
  ["phbackup --full", null],
  ["ERP-FIN-2107", null],
])("%s is %s", (text, language) => expect(languageOf(text)).toBe(language));
