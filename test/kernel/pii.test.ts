import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pseudonyms } from "../../src/kernel/pii/pseudonyms.ts";
import { findPii, maskPii } from "../../src/kernel/pii.ts";

const kinds = (text: string) => findPii(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

describe("personal data", () => {
  test.each([
    ["联系我 13812345678 或 zhang.san@example.com", ["phone:13812345678", "email:zhang.san@example.com"]],
    ["身份证 11010519491231002X", ["id_card:11010519491231002X"]],
    ["卡号 4111 1111 1111 1111 扣了两次", ["bank_card:4111 1111 1111 1111"]],
    ["座机 010-62345678，或 +44 20 7946 0958", ["phone:010-62345678", "phone:+44 20 7946 0958"]],
    ["IBAN GB82 WEST 1234 5698 7654 32", ["iban:GB82 WEST 1234 5698 7654 32"]],
    ["server 203.0.113.24 is down", ["ip:203.0.113.24"]],
    ["密码是 Abc12345，帮我登录看看", ["secret:Abc12345"]],
    ["my key is sk_live_4eC39HqLyjWDarjtT1zdp7dc", ["secret:sk_live_4eC39HqLyjWDarjtT1zdp7dc"]],
    ["SSN 078-05-1120", ["ssn:078-05-1120"]],
    ["我叫张三，座机 62345678", ["name:张三", "phone:62345678"]],
    ["联系人：赵一凡 13812345678", ["name:赵一凡", "phone:13812345678"]],
    ["刚才王晓敏打电话来说登录不了", ["name:王晓敏"]],
    ["我是财务部的王敏", ["name:王敏"]],
    ["张经理说要加急", ["name:张"]],
    ["祝好\n王敏\n盘恒科技", ["name:王敏"]],
    [
      "寄到北京市朝阳区建国路88号SOHO现代城A座1203，收件人李敏",
      ["address:北京市朝阳区建国路88号SOHO现代城A座1203", "name:李敏"],
    ],
    ["公司在文三路 90 号 5 栋 201 室", ["address:文三路 90 号 5 栋 201 室"]],
    ["护照号 E12345678，生日 1990-03-05", ["document:E12345678", "birth_date:1990-03-05"]],
    ["微信 zhang_san88，车牌沪A12345", ["messenger:zhang_san88", "plate:沪A12345"]],
    ["Thanks,\nPriya Raman\nFinance Lead", ["name:Priya Raman"]],
    ["Hi John,\nmy name is Maria del Carmen Ortiz", ["name:John", "name:Maria del Carmen Ortiz"]],
    ["Our billing address is 221B Baker Street, London NW1 6XE", ["address:221B Baker Street, London NW1 6XE"]],
    ["Hauptstraße 12, 10115 Berlin", ["address:Hauptstraße 12, 10115 Berlin"]],
    ["Call me on 020 7946 0958, born on 12 March 1984", ["phone:020 7946 0958", "birth_date:12 March 1984"]],
    [
      "| 学号 | 姓名 | 出生日期 |\n|---|---|---|\n| 17 | 安然 | 2011/04/17 |\n| 18 | - | |",
      ["name:安然", "birth_date:2011/04/17"],
    ],
    ["id,first_name,last_name\n1,Latoya,Brandt\nDone.", ["name:Latoya", "name:Brandt"]],
    ["填写人：乜小燕", ["name:乜小燕"]],
    [`{"patientName":"丛珊"}`, ["name:丛珊"]],
    ["[祝小满] 10:02:40 我的工资条打不开", ["name:祝小满"]],
    ["Account holder is Jörg Hinrichsen.", ["name:Jörg Hinrichsen"]],
    ["From: Abhishek Tripathi\nTo: Support", ["name:Abhishek Tripathi"]],
    ["身份证 370202 19840719 0023 有空格", ["id_card:370202 19840719 0023"]],
    ["01.84.17.61.18", ["phone:01.84.17.61.18"]],
  ])("%s", (text, found) => {
    expect(kinds(text)).toEqual(found);
  });

  test.each([
    "订单号 20240917000123456",
    "身份证 110105194912310021",
    "版本 8.2.1",
    "单号 1234 5678 9012 3456",
    "端口 8080，超时 3000 ms",
    "密码错误怎么办",
    "我是高级用户",
    "周总结怎么导出",
    "王总结账报错",
    "收货人地址为空怎么办",
    "联系人字段必填吗，联系人：管理员",
    "线路1号断了，下载地址在哪里",
    "健康检查地址 /health，间隔 10 秒",
    "如何建立账套，任何成功的提示都没有",
    "请联系我们的客户经理",
    "Hi Team,",
    "Dear Support Team,",
    "Kind regards,\nBookkeeping",
    "I'm Using Chrome",
    "The address of the server is db01",
    "Release 5 Road map",
    "填写人：管理员",
    "固件 3.14.159.26",
    "lot 045-118-2206",
    "name,price\nPen,3",
  ])("nothing in: %s", (text) => {
    expect(kinds(text)).toEqual([]);
  });

  test("masked text holds none of it and keeps the rest", () => {
    expect(maskPii("打 13812345678 找我")).toBe("打 [phone] 找我");
    expect(maskPii("no personal data")).toBe("no personal data");
  });

  test("spans are in order, apart, inside the text, and masking is stable", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."0123456789 -+@.abcX密码是:".split("")), maxLength: 80 }),
        (text) => {
          let end = 0;
          for (const span of findPii(text)) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(span.end).toBeGreaterThan(span.start);
            end = span.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});

test("a text of one piece over and over is read without trying every cut", () => {
  for (const piece of ["eyJ", "0", "00", "+1 ", "1-"])
    expect(findPii(`${piece.repeat(20_000 / piece.length)}!`)).toEqual([]);
  expect(findPii(`token=eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl`)).toHaveLength(1);
}, 20_000);

describe("stand-ins for a model", () => {
  test("each value has its own, the same one each time, and comes back", () => {
    const { hide, restore } = pseudonyms();
    expect(hide("我叫王敏，邮箱 a@example.com 和 b@example.com")).toBe("我叫[name]，邮箱 [email] 和 [email 2]");
    expect(hide("b@example.com 收不到，王敏这边")).toBe("[email 2] 收不到，[name]这边");
    expect(restore("请 [name] 查看 [email 2]。")).toBe("请 王敏 查看 b@example.com。");
  });

  test("a name that is known is hidden where no rule tells it, as a word of its own and nowhere else", () => {
    const { hide, restore } = pseudonyms(["文静", "An Li", "name"]);
    const said = "文静 13812345678 打不开，An Li 和 An Linus 也是，他叫name";
    expect(hide(said)).toBe("[name] [phone] 打不开，[name 2] 和 An Linus 也是，他叫[name 3]");
    expect(restore(hide(said))).toBe(said);
    expect(pseudonyms().hide("文静打不开")).toBe("文静打不开");
  });

  test("a secret stays hidden, and a stand-in that stands for nothing stays as it is", () => {
    const { hide, restore } = pseudonyms();
    expect(hide("密码是 Abc12345")).toBe("密码是 [secret]");
    expect(restore("[secret] [phone] [phone 7]")).toBe("[secret] [phone] [phone 7]");
  });

  test("what was hidden and brought back is what was said", () => {
    const piece = fc.constantFrom(
      "138",
      "1234",
      "5678",
      "王",
      "晓敏",
      "Dear ",
      "John",
      "a@b.",
      "com",
      " ",
      "，",
      "路",
      "8号",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const { hide, restore } = pseudonyms();
        expect(restore(hide(text))).toBe(text);
      }),
    );
  });
});
