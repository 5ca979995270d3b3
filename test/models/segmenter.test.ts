import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { Converter, Locale } from "opencc-js/t2cn";
import { expect, test } from "vitest";
import { normalise } from "../../src/models/segment/normalise.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { simplify } from "../../src/models/simplify.ts";

const segmenter = createSegmenter();
const asked = (text: string) => segmenter.queryTerms(text).map(({ term }) => term);

test("Chinese is cut into words, pairs and single characters", () => {
  const terms = segmenter.terms("数据库备份失败");
  expect(terms).toEqual(expect.arrayContaining(["w数据库", "w备份", "w失败", "b备份", "b份失", "u库"]));
});

test("traditional characters, full width and capitals fold to one form", () => {
  expect(new Set(segmenter.terms("資料庫備份失敗，ＴｉＫＶ"))).toEqual(
    new Set(segmenter.terms("数据库备份失败，TiKV")),
  );
});

test("an account is one word, whichever of its two signs is written", () => {
  for (const text of ["结帐时帐套与帐号", "結帳時帳套與帳號", "結賬時賬套與賬號"])
    expect(new Set(segmenter.terms(text)), text).toEqual(new Set(segmenter.terms("结账时账套与账号")));
  expect(simplify("反結帳、反结帐")).toBe("反结账、反结账");
});

test("simplified text keeps words that Taiwan uses otherwise", () => {
  expect(segmenter.terms("配置文件")).toContain("w文件");
});

test("characters that change in some phrases only are folded as well", () => {
  const dictionaries: string[] = Locale.configs.t2s.conversionChain.flat();
  const phrases = dictionaries.flatMap((text) => text.split("|").map((entry) => entry.split(" ")[0]!));
  const whole = Converter({ from: "t", to: "cn" });
  expect(phrases.filter((text) => whole(text) !== text && normalise(text) === text)).toEqual([]);
});

test("the same run of text gives the same terms when it comes again", () => {
  const text = "备份失败 tidb_gc_life_time 𠮷野家 Deleting";
  expect(segmenter.terms(text)).toEqual(segmenter.terms(text));
});

test("identifiers are found whole and in parts", () => {
  const terms = segmenter.terms("tidb_gc_life_time ERP-FIN-2107 v8.2.1 autoCloseWizard");
  expect(terms).toEqual(
    expect.arrayContaining(["itidb_gc_life_time", "sgc", "ierp-fin-2107", "s2107", "i8.2.1", "i8.2", "pclose"]),
  );
});

test("English words are stemmed", () => {
  expect(segmenter.terms("Deleting accounts")).toEqual(["sdelet", "saccount"]);
});

test("words that only ask are taken out of a question", () => {
  expect(asked("请问如何备份？")).toEqual(asked("备份"));
  expect(asked("How do I delete my account?")).toEqual(["sdelet", "saccount"]);
});

test("a question made of asking words alone is searched as it stands", () => {
  expect(asked("怎么办")).not.toEqual([]);
  expect(asked("how do I")).not.toEqual([]);
});

test("a tenant's words and synonyms take part, at a lower weight than what was asked", () => {
  const own = createSegmenter({ words: ["关账看板"], synonyms: [["月结", "month-end close", "關賬"]] });
  expect(own.terms("打开关账看板")).toContain("w关账看板");
  const weights = new Map(own.queryTerms("月结报错").map(({ term, weight }) => [term, weight]));
  expect(weights.get("w月结")).toBeCloseTo(1, 3);
  expect(weights.get("w关账")).toBe(0.5);
  expect(weights.get("sclose")).toBeLessThan(0.5);
});

test("a Latin synonym is found only as a whole word", () => {
  const own = createSegmenter({ words: [], synonyms: [["app", "手机端"]] });
  expect(own.queryTerms("application").map(({ term }) => term)).not.toContain("w手机");
});

test("any text gives terms that begin with their kind and are not empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) =>
      segmenter.terms(text).every((term) => /^[wbusip]./su.test(term)),
    ),
    { numRuns: 200 },
  );
});

test("numbers stand for the same terms in the same order", () => {
  const own = createSegmenter({ words: ["关账看板", "TiKV 节点"], synonyms: [] });
  const piece = fc.oneof(
    fc.constantFrom(
      "关账看板",
      "數據庫備份",
      "tikv 节点",
      "カタカナ",
      "한국어 문서",
      "𠮷野家",
      "v8.2.1",
      "autoCloseWizard",
      "\n",
      "的",
    ),
    fc.string({ unit: "grapheme" }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (texts) => {
      const { texts: names, read, termsOf } = own.numbering();
      const numbered = read(texts).map((one) => termsOf(one).map((number) => names.nameOf(number)));
      expect(numbered).toEqual(texts.map((one) => own.terms(one)));
    }),
  );
});

test("whole texts are cut into the words that the native cutter finds", () => {
  const folder = resolve(import.meta.dirname, "../../knowledge");
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
  expect(texts.length).toBeGreaterThan(20);
  const { texts: names, read, termsOf } = createSegmenter().numbering();
  for (const [i, text] of read(texts).entries())
    expect(termsOf(text).map((number) => names.nameOf(number))).toEqual(segmenter.terms(texts[i]!));
});

test("a word that says how, when or how many counts less than one that says what, but not within an identifier", () => {
  const weights = (text: string) =>
    new Map(
      createSegmenter()
        .queryTerms(text)
        .map(({ term, weight }) => [term, weight] as const),
    );
  const chinese = weights("目前一次最多导入几个文件");
  expect(chinese.get("w目前")).toBeLessThan(chinese.get("w导入")!);
  expect(chinese.get("w一次")).toBeLessThan(chinese.get("w文件")!);
  const english = weights("does it really sync during the night");
  expect(english.get("sdure")).toBeLessThan(english.get("ssync")!);
  expect(weights("stats_update_during_ddl").get("sdure")).toBe(1);
});

test("what a name may mean in everyday words counts little where the question is that name alone", () => {
  const foreign = (text: string) =>
    Math.max(
      ...createSegmenter()
        .queryTerms(text)
        .flatMap(({ synonym, weight }) => (synonym ? [weight] : [0])),
    );
  expect(foreign("Restore")).toBeGreaterThan(0);
  expect(foreign("Restore")).toBeLessThan(foreign("restore the customer list"));
});

test("a lone sign also asks for the longer word that it is short for, and a sign within a word does not", () => {
  const meant = (text: string) =>
    createSegmenter()
      .queryTerms(text)
      .flatMap(({ term, synonym }) => (synonym ? [term] : []));
  expect(meant("7.3 能直接升到 9.0 吗")).toContain("w升级");
  expect(meant("账号批量提升")).not.toContain("w升级");
  const terms = createSegmenter().queryTerms("导错的数据");
  const [short, said] = ["w导入", "w数据"].map((term) => terms.find((one) => one.term === term)?.weight ?? 0);
  expect(short).toBeGreaterThan(0);
  expect(short).toBeLessThan(said!);
});

test("a name is what does not only ask, in its order; case, marks and forms of words make no other one of it", () => {
  const { nameTerm } = createSegmenter();
  expect(nameTerm("怎么反结账？")).toBe("n反结账");
  expect(nameTerm("反结账")).toBe("n反结账");
  expect(nameTerm("Reset a password")).toBe("nreset password");
  expect(nameTerm("How do I reset the passwords?")).toBe(nameTerm("Reset a password"));
  expect(nameTerm("导出 Excel")).not.toBe(nameTerm("Excel 导出"));
  expect(nameTerm("怎么办？")).toBeUndefined();
  expect(nameTerm("备".repeat(100))).toBeUndefined();
});
