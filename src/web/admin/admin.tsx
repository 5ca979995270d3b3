import { Link, useRoute } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { Nothing } from "../ui/states.tsx";
import { useOpenTabInSight } from "../ui/use-open-tab-in-sight.ts";
import { Agreement } from "./agreement.tsx";
import { Audit } from "./audit.tsx";
import { Keys } from "./keys.tsx";
import { Members } from "./members.tsx";
import { Reasons } from "./reasons.tsx";
import { Safety } from "./safety.tsx";
import { Trainings } from "./trainings.tsx";
import { Usage } from "./usage.tsx";
import { useAdminWords } from "./words.ts";
import "../ui/tab-row.css";
import "./admin.css";
import "../workbench/cards.css";

const TABS = [
  { name: "members", needs: "member.supervise", Page: Members },
  { name: "keys", needs: "key.write", Page: Keys },
  { name: "usage", needs: "report.read", Page: Usage },
  { name: "safety", needs: "policy.write", Page: Safety },
  { name: "reasons", needs: "reason.write", Page: Reasons },
  { name: "trainings", needs: "model.train", Page: Trainings },
  { name: "agreement", needs: "report.read", Page: Agreement },
  { name: "audit", needs: "audit.read", Page: Audit },
] as const;

/** What a tenant's own people set: who works here, keys, models, lists of words, contact reasons; and the audit. */
export function Admin() {
  const words = useAdminWords();
  const { can } = useSession();
  const open = TABS.filter(({ needs }) => can(needs));
  const [, section = open[0]?.name] = useRoute();
  const here = open.find(({ name }) => name === section);
  const tabs = useOpenTabInSight(here?.name);
  return (
    <div className="page admin">
      <header className="admin-head">
        <h1>{words.title}</h1>
        <nav ref={tabs} aria-label={words.title} className="tab-row">
          {open.map(({ name }) => (
            <Link key={name} to={`/admin/${name}`} aria-current={name === here?.name ? "page" : undefined}>
              {words.tabs[name]}
            </Link>
          ))}
        </nav>
      </header>
      {here === undefined ? (
        <Nothing title={words.nothing} />
      ) : (
        <ErrorBoundary key={here.name}>
          <h2 className="spoken">{words.tabs[here.name]}</h2>
          <here.Page />
        </ErrorBoundary>
      )}
    </div>
  );
}
