import type { OpenedPage } from "./support.ts";

const SCREENS: readonly (readonly [name: string, address: string])[] = [
  ["insights-overview", "overview?from=2026-05-01&to=2026-08-30"],
  ["insights-trends", "trends?tags=performance&step=week&from=2026-02-01&to=2026-11-20"],
  ["insights-anomalies", "anomalies?step=week&from=2026-05-01&to=2026-08-30"],
  ["insights-themes", "themes?step=week"],
  ["insights-quotes", "quotes?tags=churn_risk&dimension=class&value=B&from=2026-06-01&to=2026-11-20"],
  ["insights-report", "reports?report=bot&mode=narrated"],
  ["insights-vendor", "reports?report=vendor&mode=self_serve"],
  ["insights-trees", "trends?by=organisation_tree&step=month&from=2026-02-01&to=2026-11-20"],
  ["insights-effects", "effects?from=2026-02-01&to=2026-11-20"],
  ["insights-requests", "requests"],
  ["insights-briefings", "briefings"],
  ["insights-taxonomy", "taxonomy"],
  ["insights-empty", "overview?from=2020-01-01&to=2020-01-31"],
];

/** The screens of insights, for a page that is signed in. */
export async function shootInsights(
  page: OpenedPage,
  shoot: (page: OpenedPage, screen: string) => Promise<void>,
): Promise<void> {
  for (const [name, address] of SCREENS) {
    await page.goto(`/app/insights/${address}`);
    await page.locator(".insights").waitFor();
    await page.waitForLoadState("networkidle");
    await shoot(page, name);
  }
  await page.goto("/app/insights/themes?step=week");
  await page.locator(".themes a").first().click();
  await page.locator("li.quote").first().waitFor();
  await page.waitForLoadState("networkidle");
  await shoot(page, "insights-theme");
}
