import { Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import { ReasonForm } from "./reason-form.tsx";
import type { Reason, SuggestedReason } from "./wire.ts";
import { useAdminWords } from "./words.ts";

/** What is being written: a reason that is there, or one to be added. */
export type DraftReason = Pick<Reason, "name" | "description" | "parentId" | "examples"> & { readonly id?: string };

/** Contact reasons of the tenant as a tree; groups of requests that none fits, to be taken as new ones. */
export function Reasons() {
  const { client } = useSession();
  const { words } = usePreferences();
  const { reasons: own } = useAdminWords();
  const { run } = useAct();
  const [draft, setDraft] = useState<DraftReason | null>(null);
  const list = useResource("reasons", () => client.json<{ reasons: Reason[] }>("/v1/reasons"));
  const remove = (id: string) =>
    run(() => client.json(`/v1/reasons/${id}`, { method: "DELETE" }), own.removed).then(list.reload);
  return (
    <>
      <div className="toolbar">
        <p className="soft grow">{own.lead}</p>
        <Button type="primary" onClick={() => setDraft({ name: "", description: "", parentId: null, examples: [] })}>
          {own.add}
        </Button>
      </div>
      <Listed resource={list} isEmpty={({ reasons }) => reasons.length === 0} empty={own.none}>
        {({ reasons }) => (
          <ul className="reason-tree" aria-label={own.title}>
            {inTree(reasons).map(({ reason, depth }) => (
              <li key={reason.id} style={{ paddingInlineStart: depth * 24 }}>
                <span className="grow">
                  <strong>{reason.name}</strong> <small className="soft">{reason.description}</small>
                </span>
                <small className="soft">{own.examples(reason.examples.length)}</small>
                <Button size="small" aria-label={`${own.edit} ${reason.name}`} onClick={() => setDraft(reason)}>
                  {own.edit}
                </Button>
                <Popconfirm
                  title={own.sure(reason.name)}
                  okText={own.remove}
                  cancelText={words.state.cancel}
                  onConfirm={() => remove(reason.id)}
                >
                  <Button size="small" danger aria-label={`${own.remove} ${reason.name}`}>
                    {own.remove}
                  </Button>
                </Popconfirm>
              </li>
            ))}
          </ul>
        )}
      </Listed>
      <TryReason />
      <SuggestedReasons onTake={setDraft} />
      {draft !== null && (
        <ReasonForm
          draft={draft}
          all={list.value?.reasons ?? []}
          onClose={() => setDraft(null)}
          onSaved={() => {
            setDraft(null);
            void list.reload();
          }}
        />
      )}
    </>
  );
}

/** Each reason after the one above it, with how deep it stands. */
function inTree(reasons: readonly Reason[]): { reason: Reason; depth: number }[] {
  const below = (parentId: string | null, depth: number): { reason: Reason; depth: number }[] =>
    reasons
      .filter((reason) => reason.parentId === parentId)
      .sort((a, b) => a.name.localeCompare(b.name))
      .flatMap((reason) => [{ reason, depth }, ...below(reason.id, depth + 1)]);
  return below(null, 0);
}

function TryReason() {
  const { client } = useSession();
  const { reasons: own } = useAdminWords();
  const { busy, run } = useAct();
  const [text, setText] = useState("");
  const [given, setGiven] = useState<string | null>(null);
  const look = () =>
    run(async () => {
      const { reason } = await client.json<{ reason: { path: string[]; confidence: number } | null }>(
        "/v1/reasons/try",
        { method: "POST", body: { text } },
      );
      setGiven(reason === null ? own.noFit : own.fit(reason.path.join(" / "), Math.round(reason.confidence * 100)));
    });
  return (
    <section className="card" aria-label={own.trial}>
      <h3>{own.trial}</h3>
      <div className="toolbar">
        <Input
          className="grow"
          aria-label={own.trialText}
          placeholder={own.trialText}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={() => text.trim() !== "" && void look()}
        />
        <Button loading={busy} disabled={text.trim() === ""} onClick={() => void look()}>
          {own.look}
        </Button>
      </div>
      {given !== null && <p role="status">{given}</p>}
    </section>
  );
}

function SuggestedReasons({ onTake }: { readonly onTake: (draft: DraftReason) => void }) {
  const { client } = useSession();
  const { reasons: own } = useAdminWords();
  const found = useResource("suggested", () =>
    client.json<{ suggestions: SuggestedReason[] }>("/v1/reasons/suggestions"),
  );
  return (
    <section aria-label={own.suggested}>
      <h3 className="part-title">{own.suggested}</h3>
      <Listed resource={found} isEmpty={({ suggestions }) => suggestions.length === 0} empty={own.noneSuggested}>
        {({ suggestions }) =>
          suggestions.map(({ terms, count, examples }) => (
            <article key={`${terms.join("/")}/${examples[0]}`} className="card">
              <div className="toolbar">
                <h4 className="grow">{own.group(terms.join(" · "), count)}</h4>
                <Button
                  size="small"
                  onClick={() =>
                    onTake({
                      name: terms.slice(0, 2).join(" "),
                      description: "",
                      parentId: null,
                      examples: [...examples],
                    })
                  }
                >
                  {own.take}
                </Button>
              </div>
              <ul className="found">
                {examples.map((example) => (
                  <li key={example} dir="auto">
                    {example}
                  </li>
                ))}
              </ul>
            </article>
          ))
        }
      </Listed>
    </section>
  );
}
