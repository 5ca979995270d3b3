import { expect, test } from "vitest";
import { ApiError } from "../../src/web/client.ts";
import { problemText } from "../../src/web/ui/words/problem-words.ts";

const text = (code: string, detail: string, language: "zh" | "en" = "zh") =>
  problemText(new ApiError(409, code, detail), language, "没有加载成功");

test("what the server says of a ticket is said in Chinese", () => {
  expect(text("conflict", "This draft has been sent already.")).toBe("这份草稿已经发送过了。");
  expect(text("forbidden", "Your role (analyst) may not do that: ticket.send.")).toBe("您的角色不能做这一步操作。");
});

test("a sentence that is not known is shown as its kind, with the original behind it", () => {
  expect(text("invalid", "cursor: is not a cursor")).toBe("输入有误（cursor: is not a cursor）");
  expect(text("internal", "The request failed.")).toBe("服务出错，请联系管理员");
  expect(text("never_heard_of", "x")).toBe("没有加载成功（x）");
});

test("English readers get the server's own words, and a fault that is none of the server's the page's", () => {
  expect(text("conflict", "This draft has been sent already.", "en")).toBe("This draft has been sent already.");
  expect(problemText(new Error("boom"), "zh", "没有加载成功")).toBe("没有加载成功");
});
