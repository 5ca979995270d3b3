import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { glossEmbedder } from "../../src/models/gloss/embedder.ts";
import { meaningOf } from "../../src/models/gloss/meaning.ts";
import { findString, packStrings, stringAt } from "../../src/models/gloss/sorted-strings.ts";
import { glossWords, loadGlosses, vectorOfWord } from "../../src/models/gloss/table.ts";
import { glossTerms } from "../../src/models/gloss/terms.ts";
import { translate } from "../../src/models/gloss/translate.ts";
import { PAIRS } from "./gloss-pairs.ts";

const folder = resolve(import.meta.dirname, "../../src/models/gloss");
const embedder = glossEmbedder();
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const embedOne = async (text: string): Promise<Float32Array> => (await embedder.embed([text]))[0]!;
const terms = (text: string): string[] => glossTerms(text).map(({ term }) => term);

describe("the gloss table", () => {
  test("gives a Chinese word's English glosses, those of software first", () => {
    expect(glossWords("备份")[0]).toBe("backup");
    expect(glossWords("登录").slice(0, 2)).toEqual(["log", "sign"]);
    expect(glossWords("冰箱")[0]).toBe("refrigerator");
    expect(glossWords("防火墙")[0]).toBe("firewall");
  });

  test("knows no surname, classifier or cross reference as a meaning", () => {
    for (const word of ["张", "王", "个", "条", "李"])
      expect(glossWords(word).filter((gloss) => ["surname", "cl", "classifier", "variant"].includes(gloss))).toEqual(
        [],
      );
  });

  test("gives nothing for a word it does not know", () => {
    expect(glossWords("磐衡")).toEqual([]);
    expect(vectorOfWord("qwzzxv")).toBeUndefined();
  });

  test("finds an inflected English word by its stem", () => {
    const table = loadGlosses();
    expect(table.wordId("reconciles")).toBeGreaterThan(0);
    expect(table.spelling(table.wordId("backup"))).toBe("backup");
  });

  test("puts related words nearer than unrelated ones", () => {
    const similarity = (a: string, b: string) => dot(vectorOfWord(a)!, vectorOfWord(b)!);
    expect(similarity("login", "password")).toBeGreaterThan(similarity("login", "banana") + 0.3);
    expect(similarity("upgrade", "upgrading")).toBeGreaterThan(similarity("upgrade", "invoice") + 0.3);
  });

  test("finds each of any sorted strings by bisection, and no other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary" })), fc.string(), (texts, other) => {
        const sorted = texts.toSorted((a, b) => (a < b ? -1 : 1));
        const packed = packStrings(sorted);
        for (const [i, text] of sorted.entries()) {
          expect(findString(packed, text)).toBe(i);
          expect(stringAt(packed, i)).toBe(text);
        }
        expect(findString(packed, other)).toBe(sorted.indexOf(other));
      }),
    );
  });
});

describe("the gloss embedder", () => {
  test("puts Chinese and English of the same meaning nearer than unrelated sentences", async () => {
    const chinese = await embedder.embed(PAIRS.map(([zh]) => zh));
    const english = await embedder.embed(PAIRS.map(([, en]) => en));
    const first = chinese.filter((zh, i) => english.every((en, k) => k === i || dot(zh, english[i]!) > dot(zh, en)));
    const backwards = english.filter((en, i) =>
      chinese.every((zh, k) => k === i || dot(en, chinese[i]!) > dot(en, zh)),
    );
    expect(PAIRS.length).toBeGreaterThanOrEqual(30);
    // A model that knows English only gives zeros for Chinese and finds none.
    expect(first.length / PAIRS.length).toBeGreaterThanOrEqual(0.9);
    expect(backwards.length / PAIRS.length).toBeGreaterThanOrEqual(0.9);
  });

  test("gives a vector of unit length for every Chinese and every English sentence", async () => {
    for (const vector of await embedder.embed(PAIRS.flat())) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
  });

  test("gives zeros for text without a known word", async () => {
    for (const text of ["", "  \n", "12345 67.8", "ERP-FIN-2107 tidb_gc_life_time", "的了吗", "the of and", "☃ ß"])
      expect((await embedOne(text)).every((value) => value === 0)).toBe(true);
  });

  test("does not listen to identifiers", async () => {
    expect(await embedOne("backup of max_connections v8.2 getUserName")).toEqual(await embedOne("backup"));
  });

  test("reads traditional characters like simplified ones", async () => {
    expect(await embedOne("備份數據庫")).toEqual(await embedOne("备份数据库"));
  });

  test("knows compounds by their parts", async () => {
    expect(dot(await embedOne("自动备份计划"), await embedOne("automatic backup plan"))).toBeGreaterThan(0.8);
  });

  test("gives the same vector for the same text, whatever stands beside it in the batch", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PAIRS.flat(), "", "x1")), async (texts) => {
        const batch = await embedder.embed(texts);
        for (const [i, text] of texts.entries()) expect(batch[i]).toEqual(await embedOne(text));
      }),
      { numRuns: 20 },
    );
  });

  test("names the version of its data, so that vectors of two versions do not mix", () => {
    expect(embedder.id).toContain(loadGlosses().version);
    expect(embedder.kind).toBe("gloss");
  });

  test("stops when canceled", async () => {
    await expect(embedder.embed(["备份"], AbortSignal.abort())).rejects.toMatchObject({ code: "canceled" });
  });
});

describe("gloss terms", () => {
  test("are the English words of Chinese words", () => {
    expect(terms("升级以后打印机不能打印")).toEqual(expect.arrayContaining(["upgrade", "printer", "print"]));
  });

  test("leave out general words of questions and glosses", () => {
    expect(terms("请问怎么才能让我们可以做这个")).toEqual([]);
    expect(terms("一直无法使用备份")).not.toContain("use");
  });

  test("are none for English text", () => {
    expect(glossTerms("How do I back up the database?")).toEqual([]);
  });

  test("trust the first gloss most and add up over occurrences", () => {
    const weight = (text: string, term: string) => glossTerms(text).find((one) => one.term === term)?.weight ?? 0;
    expect(weight("端口", "port")).toBe(1);
    expect(weight("端口，端口", "port")).toBe(2);
    expect(weight("接口", "interface")).toBeGreaterThan(weight("接口", "api"));
  });

  test("keep neighbours together that the dictionary knows as one word", () => {
    expect(terms("怎么反结账")).toContain("reopen");
  });
});

describe("the data file", () => {
  test("comes with a notice of its sources and licences", () => {
    for (const file of [resolve(folder, "NOTICE.md"), resolve(folder, "../../../NOTICE")]) {
      expect(existsSync(file)).toBe(true);
      const text = readFileSync(file, "utf8");
      for (const name of ["CC-CEDICT", "GloVe", "jieba", "creativecommons.org/licenses/by-sa/4.0"])
        expect(text).toContain(name);
    }
  });

  test("stays small enough for a repository", () => {
    expect(statSync(resolve(folder, "glosses.bin")).size).toBeLessThan(10_000_000);
  });
});

describe("translations of single words", () => {
  const into = (text: string, to: "zh" | "en", word: string): string[] =>
    translate(text, to)
      .find((one) => one.word === word)
      ?.into.map((one) => one.text) ?? [];

  test("go both ways, the most likely first", () => {
    expect(into("怎么备份数据库", "en", "备份")[0]).toBe("backup");
    expect(into("How to upgrade the server", "zh", "upgrade")[0]).toBe("升级");
    expect(into("cannot print", "zh", "print")[0]).toBe("打印");
  });

  test("do not depend on an English word's ending", () => {
    expect(into("two invoices were printed", "zh", "invoices")).toContain("发票");
    expect(into("two invoices were printed", "zh", "printed")).toContain("打印");
  });

  test("are sought only for words of the other language, each once", () => {
    expect(translate("备份 backup 备份", "en").map(({ word }) => word)).toEqual(["备份"]);
    expect(translate("备份 backup 备份", "zh").map(({ word }) => word)).toEqual(["backup"]);
  });

  test("are few and come in order of trust", () => {
    for (const [zh, en] of PAIRS)
      for (const { into: list } of [...translate(zh, "en"), ...translate(en, "zh")]) {
        expect(list.length).toBeLessThanOrEqual(16);
        expect(list.map(({ trust }) => trust)).toEqual(list.map(({ trust }) => trust).toSorted((a, b) => b - a));
      }
  });

  test("are none for identifiers, general and unknown words", () => {
    expect(translate("how do I get ERP-FIN-2107 of qwzzxv", "zh")).toEqual([]);
    expect(translate("请问怎么才能", "en")).toEqual([]);
  });

  test("a Chinese text and its English words share glosses and a place", () => {
    const [chinese, english] = [meaningOf("发票重复扣款"), meaningOf("invoice charged")];
    expect(chinese.glosses).toContain("invoic");
    expect(english.glosses.size).toBe(0);
    expect(chinese.vector.reduce((sum, value, d) => sum + value * english.vector[d]!, 0)).toBeGreaterThan(0.3);
    expect(meaningOf("").vector.every((value) => value === 0)).toBe(true);
  });
});
