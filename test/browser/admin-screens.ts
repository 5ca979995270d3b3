import type { OpenedPage } from "./support.ts";

const SCREENS = ["members", "keys", "usage", "safety", "reasons", "trainings", "agreement", "audit"] as const;

/** The screens of those who run a tenant, for a page that is signed in as one of them. */
export async function shootAdmin(
  page: OpenedPage,
  shoot: (page: OpenedPage, screen: string) => Promise<void>,
): Promise<void> {
  for (const screen of SCREENS) {
    await page.goto(`/app/admin/${screen}`);
    await page.locator(".admin").waitFor();
    await page.waitForLoadState("networkidle");
    await shoot(page, `admin-${screen}`);
  }
}
