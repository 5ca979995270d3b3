import { Button, Popconfirm, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { dateTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Changes } from "./changes.tsx";
import type { PolicyKind, PolicyText, PolicyVersion } from "./wire.ts";
import { usePolicyWords } from "./words.ts";

const PAGE = 50;

interface Props {
  readonly kind: PolicyKind;
  /** The version that decides now. */
  readonly current: number;
  readonly onChanged: () => Promise<void>;
}

/** Who published which version when and why, what any two differ in, and the way back to an earlier one. */
export function PolicyVersions({ kind, current, onChanged }: Props) {
  const { client, can, members } = useSession();
  const { language, words: common } = usePreferences();
  const words = usePolicyWords();
  const { busy, run } = useAct();
  const address = `/v1/policies/${kind}/versions?limit=${PAGE}`;
  const history = useResource<readonly PolicyVersion[]>(`${address}/${current}`, async () => {
    const { versions } = await client.json<{ versions: readonly PolicyVersion[] }>(address);
    return versions;
  });
  if (history.value === undefined)
    return history.error === undefined ? <Loading /> : <Failure error={history.error} onRetry={history.reload} />;
  const versions = history.value;
  if (versions.length === 0) return <Nothing title={words.noVersions} text={words.noVersionsText} />;
  const oldest = versions.at(-1)!.version;
  const more = () =>
    run(async () => {
      const earlier = await client.json<{ versions: readonly PolicyVersion[] }>(`${address}&before=${oldest}`);
      history.set((before) => [...before, ...earlier.versions]);
    });
  const restore = (version: number) =>
    run(async () => {
      await client.json(`/v1/policies/${kind}/activate`, { method: "POST", body: { version }, version: current });
      await onChanged();
    }, words.restored(version));
  return (
    <div className="versions">
      <ol className="version-rows">
        {versions.map(({ version, active, note, createdAt, createdBy }) => (
          <li key={version} className="card">
            <div className="grow">
              <b>{words.version(version)}</b> {active && <Chip tone="good">{words.active}</Chip>}{" "}
              <span className="soft">
                {members.get(createdBy)?.name ?? words.notAMember} ·{" "}
                <time dateTime={createdAt}>{dateTime(createdAt, language)}</time>
              </span>
              {note !== "" && <p dir="auto">{note}</p>}
            </div>
            {can("policy.write") && !active && (
              <Popconfirm
                title={words.restoreAsk(version)}
                okText={words.restore}
                cancelText={common.state.cancel}
                onConfirm={() => void restore(version)}
              >
                <Button size="small" disabled={busy}>
                  {words.restore}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ol>
      {oldest > 1 && (
        <p className="more">
          <Button loading={busy} onClick={() => void more()}>
            {words.earlier}
          </Button>
        </p>
      )}
      {versions.length > 1 && <Compared key={current} kind={kind} versions={versions} />}
    </div>
  );
}

/** Two versions chosen, and what they differ in; first the deciding one after the one before it. */
function Compared({ kind, versions }: { readonly kind: PolicyKind; readonly versions: readonly PolicyVersion[] }) {
  const words = usePolicyWords();
  const at = Math.max(
    0,
    versions.findIndex(({ active }) => active),
  );
  const [to, setTo] = useState(versions[at]!.version);
  const [from, setFrom] = useState((versions[at + 1] ?? versions[at - 1])!.version);
  const options = versions.map(({ version }) => ({ value: version, label: words.version(version) }));
  return (
    <>
      <div className="toolbar">
        <span id="policy-from">{words.from}</span>
        <Select aria-labelledby="policy-from" value={from} onChange={setFrom} options={options} />
        <span id="policy-to">{words.to}</span>
        <Select aria-labelledby="policy-to" value={to} onChange={setTo} options={options} />
      </div>
      <Comparison kind={kind} from={from} to={to} />
    </>
  );
}

function Comparison({ kind, from, to }: { readonly kind: PolicyKind; readonly from: number; readonly to: number }) {
  const { client } = useSession();
  const words = usePolicyWords();
  const { value, error, reload } = useResource(`${kind}/${from}/${to}`, () =>
    Promise.all([from, to].map((version) => client.json<PolicyText>(`/v1/policies/${kind}/text?version=${version}`))),
  );
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  const [before, after] = value as [PolicyText, PolicyText];
  if (before.text === after.text) return <p className="soft">{words.same}</p>;
  return <Changes before={before.text} after={after.text} label={`${words.version(from)} → ${words.version(to)}`} />;
}
