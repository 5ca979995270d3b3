import { foldCases } from "../../src/jobs/cases/solved-cases.ts";
import { askSurveys } from "../../src/tickets/surveys/surveys.ts";
import type { demoDesk } from "./demo-desk.ts";
import { call, solving } from "./solving.ts";
import type { OpenedPage } from "./support.ts";

type Desk = Awaited<ReturnType<typeof demoDesk>>;

export interface ServiceTickets {
  /** Has a solved ticket like it, and its clocks are paused. */
  readonly paused: string;
  /** Page of a survey that nobody has answered. */
  readonly survey: string;
}

/** A solved and surveyed ticket, and an open one like it whose clocks stand still. */
export async function serviceTickets(desk: Desk, tenantId: string): Promise<ServiceTickets> {
  const page = await desk.openAs("manager");
  const { ask, solve } = solving(desk, tenantId);
  const solved = await solve(
    page,
    "批量导入物料时报错 IMP-77，请帮忙看看。",
    "列名里有空格，去掉空格后再导入即可。如果仍然报错，请把导入文件和报错截图发给我们。",
  );
  await call(page, "POST", `/v1/tickets/${solved}/close`);
  await askSurveys(desk.app, tenantId);
  const { page: survey } = (await call(page, "GET", `/v1/tickets/${solved}/survey`)) as { page: string };
  await foldCases(desk.app, tenantId, new Date(0));
  const paused = await ask("导入物料报错 IMP-77 怎么办，请人工处理");
  await call(page, "POST", `/v1/tickets/${paused}/claim`);
  await call(page, "POST", `/v1/tickets/${paused}/pause`, { reason: "waiting_for_customer", note: "等导入文件" });
  await call(page, "POST", `/v1/tickets/${paused}/resume`);
  await call(page, "POST", `/v1/tickets/${paused}/pause`, { reason: "waiting_for_supplier", note: "接口商在查" });
  await page.leave();
  return { paused, survey };
}

/** Solved cases, pauses, absence, and the survey, for a page that is signed in. */
export async function shootService(
  page: OpenedPage,
  { paused, survey }: ServiceTickets,
  shoot: (page: OpenedPage, screen: string) => Promise<void>,
): Promise<void> {
  const wide = page.viewportSize()!.width >= 1020;
  await page.goto(`/app/tickets/${paused}`);
  await page.locator(".pause-banner").waitFor();
  await shoot(page, "service-paused");
  if (!wide) await page.getByText(/^(建议|Proposal)$/).click();
  await page.locator(".cases summary").first().click();
  await page.locator(".cases .case-text").first().scrollIntoViewIfNeeded();
  await shoot(page, "service-cases");
  await page.locator("ol.pauses").scrollIntoViewIfNeeded();
  await shoot(page, "service-pauses");
  if (!wide) await page.getByText(/^(对话|Conversation)$/).click();
  await page.locator(".pause-banner button").click();
  await page.locator(".pause-banner").waitFor({ state: "detached" });
  await page.locator(".ticket-head .ant-dropdown-trigger").click();
  await page.getByRole("menuitem", { name: /^(暂停计时|Pause the clocks)$/ }).click();
  await page.locator(".told-text").waitFor();
  await shoot(page, "service-pause-dialog");
  const again = { reason: "waiting_for_supplier", note: "接口商在查" };
  await call(page, "POST", `/v1/tickets/${paused}/pause`, again);
  const { tickets } = (await call(page, "GET", "/v1/tickets?status=closed&limit=20")) as {
    tickets: { id: string; customerId: string | null }[];
  };
  await page.goto(`/app/tickets/${tickets.find(({ customerId }) => customerId !== null)!.id}`);
  await page.locator(".ticket-title").waitFor();
  if (!wide) await page.getByText(/^(建议|Proposal)$/).click();
  await page.getByRole("button", { name: /^(合并联系人|Merge contacts)/ }).click();
  await page.getByRole("dialog").waitFor();
  await shoot(page, "service-merge");
  await page.goto("/app/admin/members");
  await page
    .getByRole("button", { name: /^(离岗…|Absence…)/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  await shoot(page, "service-absence");
  await page.goto("/app/knowledge/suggestions");
  await page.getByRole("tab", { name: /^(已解决的工单|Solved tickets)$/ }).click();
  await shoot(page, "service-suggestions");
  await page.goto(survey);
  await page.locator("form, fieldset").first().waitFor();
  await shoot(page, "survey");
  await page.goto("/survey/unknown");
  await shoot(page, "survey-unknown");
}
