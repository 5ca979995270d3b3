import {
  AuditOutlined,
  BarChartOutlined,
  ControlOutlined,
  InboxOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SettingOutlined,
} from "@ant-design/icons";
import { Badge } from "antd";
import { Suspense, useEffect } from "react";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { AccountMenu } from "./account-menu.tsx";
import { onDecided } from "./decisions.ts";
import { Notifications } from "./notifications.tsx";
import { useWords } from "./preferences.tsx";
import { Link, navigate, useRoute } from "./router.tsx";
import { SURFACES } from "./routes.ts";
import { useSession } from "./session.tsx";
import { useShortcuts } from "./shortcuts.ts";

const ICONS = {
  tickets: InboxOutlined,
  approvals: AuditOutlined,
  insights: BarChartOutlined,
  knowledge: ReadOutlined,
  policies: ControlOutlined,
  admin: SettingOutlined,
  help: QuestionCircleOutlined,
};
const INBOX_MS = 15_000;

/** Navigation by role around the surface that is open. */
export function Shell() {
  const words = useWords();
  const { can, client } = useSession();
  const [at] = useRoute();
  const open = SURFACES.filter(({ needs }) => needs === undefined || needs.some(can));
  // Who writes articles and sees no tickets begins with the articles.
  const home = !can("ticket.read") && can("knowledge.write") ? "knowledge" : open[0]?.path;
  const here = open.find(({ path }) => path === at);
  const approver = can("approval.give");
  const inbox = useResource(
    "inbox",
    async () => {
      if (!approver) return 0;
      return (await client.json<{ mine: number }>("/v1/approvals/count")).mine;
    },
    INBOX_MS,
  );
  const { reload } = inbox;
  useEffect(() => onDecided(() => void reload()), [reload]);
  useEffect(() => {
    if (at === undefined && home !== undefined) navigate(`/${home}`, { replace: true });
  }, [at, home]);
  useEffect(() => {
    document.title = here === undefined ? words.app.name : `${here.title(words)} · ${words.app.name}`;
  }, [here, words]);
  useShortcuts({
    "?": () => navigate("/help"),
    "g t": () => navigate("/tickets"),
    "g k": () => navigate("/knowledge"),
    "g a": () => approver && navigate("/approvals"),
  });

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {words.app.skip}
      </a>
      <nav className="rail" aria-label={words.app.menu}>
        <span className="brand-mark" role="img" aria-label={words.app.name}>
          <i />
          <i />
          <i />
        </span>
        {open.map(({ path, icon, title }) => {
          const Icon = ICONS[icon];
          const count = icon === "approvals" ? (inbox.value ?? 0) : 0;
          return (
            <Link key={path} to={`/${path}`} className="rail-link" aria-current={path === at ? "page" : undefined}>
              <Badge count={count} size="small" offset={[4, -2]}>
                <Icon aria-hidden />
              </Badge>
              <span>{title(words)}</span>
            </Link>
          );
        })}
        <span className="rail-gap" />
        <Notifications />
        <AccountMenu />
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <main id="content" className="content" tabIndex={0}>
        <ErrorBoundary key={at}>
          <Suspense fallback={<Loading />}>
            {here !== undefined ? (
              <here.Page />
            ) : (
              at !== undefined && <Nothing title={words.state.notFound} text={words.state.notFoundText} />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}
