import { type ComponentType, lazy } from "react";
import type { Words } from "../ui/words/words.ts";

/** One surface of the app. A new one is one row; its code loads when it is opened. */
export interface Surface {
  readonly path: string;
  readonly icon: "tickets" | "insights" | "approvals" | "knowledge" | "policies" | "admin" | "help";
  readonly title: (words: Words) => string;
  /** Any of these actions opens it; without one it is open to everybody. */
  readonly needs?: readonly string[];
  readonly Page: ComponentType;
}

export const SURFACES: readonly Surface[] = [
  {
    path: "tickets",
    icon: "tickets",
    title: (words) => words.app.tickets,
    needs: ["ticket.read"],
    Page: lazy(() => import("../workbench/workbench.tsx").then(({ Workbench }) => ({ default: Workbench }))),
  },
  {
    path: "approvals",
    icon: "approvals",
    title: (words) => words.app.approvals,
    needs: ["approval.give"],
    Page: lazy(() => import("../workbench/approvals/approvals.tsx").then(({ Approvals }) => ({ default: Approvals }))),
  },
  {
    path: "insights",
    icon: "insights",
    title: (words) => words.app.insights,
    needs: ["voc.read", "report.read"],
    Page: lazy(() => import("../insights/insights.tsx").then(({ Insights }) => ({ default: Insights }))),
  },
  {
    path: "knowledge",
    icon: "knowledge",
    title: (words) => words.app.knowledge,
    needs: ["knowledge.read"],
    Page: lazy(() => import("../knowledge/knowledge.tsx").then(({ Knowledge }) => ({ default: Knowledge }))),
  },
  {
    path: "policies",
    icon: "policies",
    title: (words) => words.app.policies,
    needs: ["policy.read"],
    Page: lazy(() => import("../policies/policies.tsx").then(({ Policies }) => ({ default: Policies }))),
  },
  {
    path: "admin",
    icon: "admin",
    title: (words) => words.app.admin,
    needs: ["member.supervise", "member.write", "key.write", "policy.write", "audit.read", "reason.write"],
    Page: lazy(() => import("../admin/admin.tsx").then(({ Admin }) => ({ default: Admin }))),
  },
  {
    path: "help",
    icon: "help",
    title: (words) => words.app.help,
    Page: lazy(() => import("../workbench/help.tsx").then(({ Help }) => ({ default: Help }))),
  },
];
