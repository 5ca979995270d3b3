import { expect, test } from "vitest";
import { httpContentScreen } from "../../src/models/content-screen.ts";
import { fakeProvider, hangs, sendsRaw, status } from "./fake-provider.ts";

const never = new AbortController().signal;
async function ask(behaviour: Parameters<typeof fakeProvider>[0][0], timeoutMs = 2_000) {
  const provider = await fakeProvider([behaviour]);
  const screen = httpContentScreen({ url: provider.baseUrl, key: "k", timeoutMs });
  try {
    return { verdict: await screen.screen("文字", "out", never), bodies: provider.bodies };
  } finally {
    await provider.close();
  }
}

test("a provider gets the text with its direction and says what to do with it", async () => {
  const { verdict, bodies } = await ask(sendsRaw('{"action":"hold","label":"politics"}'));
  expect(verdict).toEqual({ action: "hold", label: "politics" });
  expect(bodies).toEqual([{ text: "文字", direction: "out" }]);
});

test("no verdict is a failure, never a pass", async () => {
  for (const behaviour of [status(500), sendsRaw("<html>"), sendsRaw('{"action":"fine"}'), sendsRaw("{}")])
    await expect(ask(behaviour)).rejects.toMatchObject({ code: "unavailable" });
  await expect(ask(hangs, 50)).rejects.toMatchObject({ code: "timeout" });
});
