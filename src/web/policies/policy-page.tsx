import { App } from "antd";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { useAsked } from "../app/use-asked.ts";
import { Failure, Loading } from "../ui/states.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useResource } from "../ui/use-resource.ts";
import { PolicyEditor } from "./editor.tsx";
import { PolicyChips } from "./policy-chips.tsx";
import { Reading } from "./reading/reading.tsx";
import { Silence } from "./silence.tsx";
import { type KeptPolicy, useKeptPolicy } from "./use-kept-policy.ts";
import { PolicyVersions } from "./versions.tsx";
import type { Policies, Policy, PolicyText } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

const PARTS = ["read", "edit", "versions"] as const;
const FIRST = { part: "read" };
/** Policies that have a screen of their own as well, where they are changed more easily. */
const ELSEWHERE = {
  taxonomy: { to: "/insights/taxonomy", needs: "voc.read" },
  safety: { to: "/admin/safety", needs: "policy.write" },
} as const;

interface Props {
  readonly policy: Policy;
  readonly sla: Policies["sla"] | undefined;
  readonly onChanged: () => Promise<void>;
}

/** One policy: in words, as a text to change, and its versions. */
export function PolicyPage({ policy, sla, onChanged }: Props) {
  const { kind, version } = policy;
  const { can } = useSession();
  const words = usePolicyWords();
  const draft = useKeptPolicy(kind);
  const [asked, ask] = useAsked(`/policies/${kind}`, FIRST);
  const open = PARTS.filter((part) => part !== "edit" || can("policy.write"));
  const shown = open.find((part) => part === asked.part) ?? "read";
  return (
    <article>
      <header className="policy-head">
        <h2>{words.kinds[kind].name}</h2>
        <PolicyChips policy={policy} isChanging={draft.kept !== null} />
        <p className="soft">{words.kinds[kind].lead}</p>
      </header>
      {policy.kind === "autonomy" && <Silence silent={policy.content.silence} onChanged={onChanged} />}
      {(kind === "taxonomy" || kind === "safety") && can(ELSEWHERE[kind].needs) && (
        <p className="soft elsewhere">
          {words.elsewhere[kind].text} <Link to={ELSEWHERE[kind].to}>{words.elsewhere[kind].link}</Link>
        </p>
      )}
      <Tabs
        label={words.kinds[kind].name}
        names={open}
        words={words.parts}
        shown={shown}
        panel="policy-part"
        onShow={(part) => ask({ part })}
      />
      <section id="policy-part" role="tabpanel" aria-label={words.parts[shown]}>
        {shown === "read" && <Reading policy={policy} sla={sla} />}
        {shown === "edit" && (
          <Change
            policy={policy}
            sla={sla}
            draft={draft}
            onChanged={onChanged}
            onPublished={() => ask({ part: "read" })}
          />
        )}
        {shown === "versions" && <PolicyVersions kind={kind} current={version} onChanged={onChanged} />}
      </section>
    </article>
  );
}

interface ChangeProps extends Props {
  readonly draft: KeptPolicy;
  readonly onPublished: () => void;
}

/** The text that decides now, in the editor. */
function Change({ policy: { kind }, sla, draft, onChanged, onPublished }: ChangeProps) {
  const { client } = useSession();
  const words = usePolicyWords();
  const { message } = App.useApp();
  const address = `/v1/policies/${kind}/text`;
  const { value, error, reload } = useResource(address, () => client.json<PolicyText>(address));
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  return (
    <PolicyEditor
      kind={kind}
      current={value}
      draft={draft}
      sla={sla}
      onChanged={async () => {
        await Promise.all([reload(), onChanged()]);
      }}
      onPublished={() => {
        void message.success(words.published);
        onPublished();
      }}
    />
  );
}
