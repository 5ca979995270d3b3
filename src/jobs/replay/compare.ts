import { z } from "zod";
import { citedPlaces, draftText, type Proposal } from "../../copilot/proposal.ts";
import { maskPii } from "../../kernel/pii.ts";

const Difference = z.object({ what: z.string(), before: z.string(), after: z.string() });
export type Difference = z.infer<typeof Difference>;

/** What would be otherwise, over all requests that were asked again. */
export const ReplayReport = z.object({
  asked: z.int(),
  changed: z.int(),
  /** How many requests differ, by what differs. */
  counts: z.record(z.string(), z.int()),
  /** Decisions before and after, with how often. */
  actions: z.array(z.object({ before: z.string(), after: z.string(), count: z.int() })),
  /** Changed requests, at most 200; personal data is masked. */
  rows: z.array(
    z.object({ ticketId: z.string(), turn: z.int(), question: z.string(), differences: z.array(Difference) }),
  ),
  /** True when a changed article was ranked by estimate. */
  estimated: z.boolean(),
});
export type ReplayReport = z.infer<typeof ReplayReport>;

/** What two proposals for one request differ in: the decision, what is cited, what is said. */
function differences(before: Proposal, after: Proposal): Difference[] {
  const facts = (proposal: Proposal): Readonly<Record<string, string>> => {
    const { decision, checks } = proposal;
    return {
      action: decision.action,
      service: `${decision.serviceType}/${decision.serviceItem}`,
      tier: String(decision.tier),
      team: decision.team,
      handoff: decision.handoffReason ?? "",
      approvals: decision.approvals.map(({ role }) => role).join(", "),
      sla: `${decision.sla.plan} ${decision.sla.firstResponse.minutes}/${decision.sla.nextResponse.minutes}/${decision.sla.resolution.minutes}`,
      checks: checks.passed ? "passed" : "failed",
      cited: citedPlaces(proposal)
        .map(({ path, anchor, headingPath }) =>
          `${path}${anchor === null ? "" : `#${anchor}`} ${headingPath.at(-1) ?? ""}`.trim(),
        )
        .sort()
        .join("\n"),
      text: maskPii(draftText(proposal)),
    };
  };
  const [was, is] = [facts(before), facts(after)];
  return Object.keys(was).flatMap((what) =>
    was[what] === is[what] ? [] : [{ what, before: was[what]!, after: is[what]! }],
  );
}

const MOST_ROWS = 200;
const LONGEST_QUESTION = 300;

/** Gathers a report one request at a time. */
export function reportOf(estimated: boolean) {
  const report = { asked: 0, changed: 0, counts: {} as Record<string, number>, rows: [] as ReplayReport["rows"] };
  const actions = new Map<string, { before: string; after: string; count: number }>();
  return {
    add(at: { readonly ticketId: string; readonly turn: number }, before: Proposal, after: Proposal): void {
      report.asked += 1;
      const pair = { before: before.decision.action, after: after.decision.action };
      const key = `${pair.before} ${pair.after}`;
      actions.set(key, { ...pair, count: (actions.get(key)?.count ?? 0) + 1 });
      const found = differences(before, after);
      if (found.length === 0) return;
      report.changed += 1;
      for (const { what } of found) report.counts[what] = (report.counts[what] ?? 0) + 1;
      const question = maskPii(before.request.text).slice(0, LONGEST_QUESTION);
      if (report.rows.length < MOST_ROWS) report.rows.push({ ...at, question, differences: found });
    },
    finish: (): ReplayReport => ({
      ...report,
      actions: [...actions.values()].sort((a, b) => b.count - a.count),
      estimated,
    }),
  };
}
