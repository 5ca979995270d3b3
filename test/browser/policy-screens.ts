import type { OpenedPage } from "./support.ts";

/** The screens of policies, for a page that is signed in as somebody who may change them. */
export async function shootPolicies(
  page: OpenedPage,
  shoot: (page: OpenedPage, screen: string) => Promise<void>,
): Promise<void> {
  const open = async (path: string, ready: string, screen: string) => {
    await page.goto(`/app/policies${path}`);
    await page.locator(ready).first().waitFor();
    await shoot(page, screen);
  };
  await open("", ".policy-row", "policies");
  await open("/dispatch", ".policy-part", "policy-read");
  await open("/autonomy", ".silence", "policy-autonomy");
  await open("/sla?part=versions", ".version-rows", "policy-versions");
  await open("/sla?part=edit", ".policy-problems .fine", "policy-edit");
  const text = page.getByRole("textbox", { name: /策略文字|Text of the policy/ });
  const now = await text.inputValue();
  await text.fill(now.replaceAll("firstResponse: { minutes: 60 }", "firstResponse: { minutes: 45 }"));
  await page.locator(".policy-problems .fine").waitFor();
  await page.getByRole("button", { name: /^(试\s?算|Try)$/ }).click();
  await page.locator(".policy-trial .table-box").first().waitFor();
  await page.locator(".policy-trial").scrollIntoViewIfNeeded();
  await shoot(page, "policy-trial");
  await text.press("Control+s");
  await page.getByRole("dialog").waitFor();
  await shoot(page, "policy-publish");
  await page.keyboard.press("Escape");
  await text.fill(now.replace("minutes: 15 }", "minutes: soon }"));
  await page.locator(".policy-problems .problem").waitFor();
  await shoot(page, "policy-problems");
  await text.fill(now);
}
