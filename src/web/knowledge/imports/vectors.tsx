import { Button, Input } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { clockTime, lengthOfTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import { sentenceIn } from "../../ui/words/problem-words.ts";
import type { EmbeddingEstimate, EmbeddingProgress } from "../wire.ts";
import { useVectorWords } from "./vector-words.ts";

const ADDRESS = "/v1/knowledge/embeddings";
const RESTING_MS = 15_000;
const WORKING_MS = 2_000;
const MILLION = 1_000_000;

/** The models whose vectors there are, and the change to another one. */
export function Vectors() {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const words = useVectorWords();
  const number = useNumber();
  const [working, setWorking] = useState(false);
  const found = useResource<EmbeddingProgress>(
    "embeddings",
    async () => {
      const progress = await client.json<EmbeddingProgress>(ADDRESS);
      setWorking(progress.change?.state === "running");
      return progress;
    },
    working ? WORKING_MS : RESTING_MS,
  );
  const { value, error, reload } = found;
  const underWay = value?.change && value.change.state !== "done" ? value.change : null;
  return (
    <>
      <h2 className="part-title">{words.title}</h2>
      <section className="card import" aria-label={words.title}>
        <p className="soft">{words.lead}</p>
        {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
        {value?.models.length === 0 && <p>{words.none}</p>}
        <ul className="vector-rows">
          {value?.models.map(({ model, state, embedded, passages }) => (
            <li key={model}>
              <span className="path">{model}</span>
              <Chip tone={state === "active" ? "good" : "plain"}>{words.states[state]}</Chip>
              <span className="soft">{words.count(number(embedded), number(passages))}</span>
            </li>
          ))}
        </ul>
        {value?.change?.state === "done" && value.change.finishedAt !== null && (
          <p className="fine" role="status">
            ✓ {words.done(value.change.model, clockTime(value.change.finishedAt, language))}
          </p>
        )}
        {underWay && <Change change={underWay} onChanged={reload} />}
        {value !== undefined && !underWay && can("knowledge.reembed") && <StartForm onStarted={reload} />}
      </section>
    </>
  );
}

function useNumber(): (value: number) => string {
  const { language } = usePreferences();
  return (value) => new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en").format(value);
}

function Change(props: {
  readonly change: NonNullable<EmbeddingProgress["change"]>;
  readonly onChanged: () => Promise<void>;
}) {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const words = useVectorWords();
  const number = useNumber();
  const { busy, run } = useAct();
  const { model, state, startedAt, embedded, passages, perSecond, secondsLeft, failedAt, problem } = props.change;
  const button = (verb: "pause" | "resume" | "cancel") => (
    <Button
      size="small"
      disabled={busy}
      onClick={() =>
        void run(async () => {
          await client.json(`${ADDRESS}/${verb}`, { method: "POST" });
          await props.onChanged();
        })
      }
    >
      {words[verb]}
    </Button>
  );
  const rate =
    perSecond === null || secondsLeft === null
      ? words.soon
      : words.rate(perSecond.toFixed(1), lengthOfTime(secondsLeft * 1000, language));
  return (
    <>
      <p>{words.change(model)}</p>
      <progress value={embedded} max={Math.max(1, passages)} aria-label={words.change(model)} />
      <p className="soft">
        {words.count(number(embedded), number(passages))} · {words.since(clockTime(startedAt, language))} ·{" "}
        {state === "paused" ? words.paused : failedAt === null ? rate : words.waits}
      </p>
      {failedAt !== null && problem !== null && (
        <p className="problem" role="alert">
          {words.trouble(clockTime(failedAt, language), sentenceIn(words.problems, problem) ?? problem)}
        </p>
      )}
      {can("knowledge.reembed") && (
        <div className="card-foot">
          {state === "running" ? button("pause") : button("resume")}
          {button("cancel")}
        </div>
      )}
    </>
  );
}

function StartForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const words = useVectorWords();
  const number = useNumber();
  const { busy, run } = useAct();
  const [model, setModel] = useState("");
  const [estimate, setEstimate] = useState<EmbeddingEstimate | null>(null);
  const send = (dryRun: boolean) =>
    client.json<EmbeddingEstimate>(ADDRESS, { method: "POST", body: { model: model.trim(), dryRun } });
  return (
    <form
      className="toolbar"
      onSubmit={(event) => {
        event.preventDefault();
        if (model.trim() !== "") void run(async () => setEstimate(await send(true)));
      }}
    >
      <Input
        className="grow"
        value={model}
        maxLength={200}
        placeholder={words.modelHint}
        aria-label={words.model}
        onChange={(event) => {
          setModel(event.target.value);
          setEstimate(null);
        }}
      />
      <Button htmlType="submit" disabled={busy || model.trim() === ""}>
        {words.estimate}
      </Button>
      {estimate !== null && (
        <>
          <span role="status">
            {words.estimated(number(estimate.passages), number(estimate.tokens), estimate.model)}
            {estimate.costMicros > 0 && words.cost((estimate.costMicros / MILLION).toFixed(2))}
          </span>
          <Button
            type="primary"
            disabled={busy}
            onClick={() =>
              void run(async () => {
                await send(false);
                await onStarted();
              })
            }
          >
            {words.start}
          </Button>
        </>
      )}
    </form>
  );
}
