import { usePreferences } from "../app/preferences.tsx";
import { Link, useRoute } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { type Resource, useResource } from "../ui/use-resource.ts";
import { PolicyChips } from "./policy-chips.tsx";
import { PolicyPage } from "./policy-page.tsx";
import { isBeingChanged } from "./use-kept-policy.ts";
import { KINDS, type Policy } from "./wire.ts";
import { usePolicyWords } from "./words.ts";
import "../workbench/cards.css";
import "./policies.css";

const PATH = "/v1/policies";

/** The rules that decide: all of them, or one to read, change, try, publish and take back. */
export function Policies() {
  const { client } = useSession();
  const words = usePolicyWords();
  const [, name] = useRoute();
  const all = useResource(PATH, () => client.json<{ policies: readonly Policy[] }>(PATH));
  return (
    <div className="page policies">
      <header className="policies-head">
        <h1>{words.title}</h1>
        {name !== undefined && <Link to="/policies">‹ {words.back}</Link>}
      </header>
      <Shown all={all} name={name} />
    </div>
  );
}

interface Props {
  readonly all: Resource<{ readonly policies: readonly Policy[] }>;
  readonly name: string | undefined;
}

function Shown({ all: { value, error, reload }, name }: Props) {
  const { words: common } = usePreferences();
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  if (name === undefined) return <PolicyList policies={value.policies} />;
  const policy = value.policies.find(({ kind }) => kind === name);
  if (policy === undefined) return <Nothing title={common.state.notFound} text={common.state.notFoundText} />;
  const sla = value.policies.find((each) => each.kind === "sla")?.content;
  return <PolicyPage key={policy.kind} policy={policy} sla={sla} onChanged={reload} />;
}

function PolicyList({ policies }: { readonly policies: readonly Policy[] }) {
  const words = usePolicyWords();
  const byKind = new Map(policies.map((policy) => [policy.kind, policy]));
  return (
    <>
      <p className="soft">{words.lead}</p>
      <ul className="policy-rows" aria-label={words.title}>
        {KINDS.map((kind) => {
          const policy = byKind.get(kind);
          if (policy === undefined) return null;
          return (
            <li key={kind}>
              <Link to={`/policies/${kind}`} className="policy-row">
                <b>{words.kinds[kind].name}</b>
                <span className="soft">{words.kinds[kind].lead}</span>
                <PolicyChips policy={policy} isChanging={isBeingChanged(kind)} />
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}
