import { Button } from "antd";
import { useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { clockTime, lengthOfTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { ImportJob, ImportReport } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { OUTCOME_TONES, outcomeOf } from "./import-outcome.ts";
import { importReason } from "./import-reasons.ts";
import { useImportWords } from "./import-words.ts";

/** One import: how far it is, what can be done with it, and what became of each file that is worth a word. */
export function ImportCard({ job, onChanged }: { readonly job: ImportJob; readonly onChanged: () => Promise<void> }) {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const { busy, run } = useAct();
  const [open, setOpen] = useState(false);
  const address = `/v1/knowledge/imports/${job.id}`;
  const act = (verb: string) =>
    run(async () => {
      await client.json(`${address}/${verb}`, { method: "POST" });
      await onChanged();
    });
  const active = job.status === "queued" || job.status === "running" || job.status === "paused";
  const { through, total } = job;
  const outcome = outcomeOf(job);
  const button = (verb: string, label: string) => (
    <Button size="small" disabled={busy} onClick={() => void act(verb)}>
      {label}
    </Button>
  );
  return (
    <article className="card import">
      <header className="card-head">
        <span>
          <Chip tone={OUTCOME_TONES[outcome]}>{outcome === "partly" ? more.partly : words.status[outcome]}</Chip>{" "}
          <b className="source-of" dir="auto" title={more.sources(job.source)}>
            {job.source}
          </b>{" "}
          <time className="soft" dateTime={job.createdAt}>
            {clockTime(job.createdAt, language)}
          </time>
        </span>
        <span className="soft">{words.counts(job.done, job.skipped, job.failed)}</span>
      </header>
      {active && (
        <>
          <progress
            value={total === 0 ? undefined : through}
            max={Math.max(1, total)}
            aria-label={words.status[job.status]}
          />
          <p className="soft">
            {job.status === "running" && `${more.phases[job.phase]} · `}
            {through} / {total}
            {job.perSecond !== null && job.secondsLeft !== null && job.secondsLeft > 0 && (
              <> · {words.rate(job.perSecond.toFixed(1), lengthOfTime(job.secondsLeft * 1000, language))}</>
            )}
          </p>
        </>
      )}
      {job.error !== null && <p className="problem">{importReason(job.error, language)}</p>}
      <div className="card-foot">
        {can("knowledge.write") && (
          <>
            {(job.status === "running" || job.status === "queued") && button("pause", words.pause)}
            {job.status === "paused" && button("resume", words.resume)}
            {active && button("cancel", words.cancel)}
            {job.status === "done" && job.failed > 0 && button("retry", words.retry)}
          </>
        )}
        {(job.failed > 0 || job.skipped > 0) && (
          <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.problems}
          </Button>
        )}
      </div>
      {open && <Problems address={address} />}
    </article>
  );
}

function Problems({ address }: { readonly address: string }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const report = useResource<ImportReport>(address, () => client.json(address));
  if (report.value === undefined)
    return report.error === undefined ? <Loading /> : <Failure error={report.error} onRetry={report.reload} />;
  const { problems } = report.value;
  if (problems.length === 0) return <p className="soft">{more.nothingWrong}</p>;
  return (
    <ul className="problem-rows">
      {problems.map(({ path, state, reason, line }) => (
        <li key={path}>
          <Chip tone={state === "failed" ? "bad" : "plain"}>
            {state === "failed" ? words.states.failed : words.states.skipped}
          </Chip>
          <span className="path">{path}</span>
          <span className="soft">
            {line !== null && words.line(line)}
            {importReason(reason, language)}
          </span>
        </li>
      ))}
    </ul>
  );
}
