import { Button, Input } from "antd";
import { type DragEvent, useId, useRef, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../ui/use-act.ts";
import type { ImportEstimate } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { importReason } from "./import-reasons.ts";
import { useImportWords } from "./import-words.ts";
import { refusalText } from "./refusal-text.ts";

const MILLION = 1_000_000;
const SHOWN = 50;

/** Chooses files by hand or by dropping them, says what taking them in would mean, and starts. */
export function UploadForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const { words: common, language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const { busy, run } = useAct();
  const input = useRef<HTMLInputElement>(null);
  const sourceId = useId();
  const [source, setSource] = useState("upload");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [estimate, setEstimate] = useState<ImportEstimate | null>(null);
  const [problem, setProblem] = useState("");
  const [over, setOver] = useState(false);
  const choose = (chosen: readonly File[]) => {
    setFiles((before) => [...before.filter(({ name }) => !chosen.some((file) => file.name === name)), ...chosen]);
    setEstimate(null);
    setProblem("");
  };
  const remove = (gone: string) => {
    setFiles((before) => before.filter(({ name }) => name !== gone));
    setEstimate(null);
    setProblem("");
  };
  const clear = () => {
    setFiles([]);
    setEstimate(null);
    setProblem("");
    if (input.current) input.current.value = "";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose([...event.dataTransfer.files]);
  };
  const send = <Result,>(dryRun: boolean): Promise<Result> => {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.webkitRelativePath || file.name);
    const query = new URLSearchParams({ source: source.trim() || "upload", dryRun: String(dryRun) });
    return client.json<Result>(`/v1/knowledge/imports?${query}`, { method: "POST", form });
  };
  const tell = async (act: () => Promise<void>) => {
    setProblem("");
    try {
      await act();
    } catch (error) {
      // It stands in the form, where it can be read as long as it takes.
      setProblem(refusalText(error, language, common.state.failed));
    }
  };
  const start = () =>
    run(() =>
      tell(async () => {
        await send(false);
        clear();
        await onStarted();
      }),
    );
  const weigh = () => run(() => tell(async () => setEstimate(await send<ImportEstimate>(true))));
  const number = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en");
  return (
    <section className="card upload" aria-label={words.start}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <button type="button" onClick={() => input.current?.click()}>
          {words.drop}
        </button>
        <p className="soft">{words.formats}</p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => choose([...(event.target.files ?? [])])}
        />
      </div>
      {files.length > 0 && (
        <ul className="chosen-files" aria-label={words.files(files.length)}>
          {files.slice(0, SHOWN).map(({ name, size }) => (
            <li key={name}>
              <span className="path">{name}</span>{" "}
              <span className="soft">{number.format(Math.ceil(size / 1000))} kB</span>
              <button type="button" className="take-off" aria-label={more.remove(name)} onClick={() => remove(name)}>
                ×
              </button>
            </li>
          ))}
          {files.length > SHOWN && <li className="soft">{more.more(files.length - SHOWN)}</li>}
        </ul>
      )}
      {estimate !== null && (
        <div role="status" className="estimate">
          <p>{words.estimated(estimate.toRead, estimate.unchanged, estimate.chunks)}</p>
          <p className="soft">
            {estimate.costMicros > 0
              ? words.cost(number.format(estimate.tokens), (estimate.costMicros / MILLION).toFixed(2))
              : more.tokens(number.format(estimate.tokens))}
          </p>
          <ul className="problem-rows">
            {estimate.problems.map(({ path, reason }) => (
              <li key={path}>
                <span className="path">{path}</span> <span className="soft">{importReason(reason, language)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <div className="form-foot">
        <label htmlFor={sourceId}>{words.source}</label>
        <Input
          id={sourceId}
          className="source-name"
          value={source}
          maxLength={200}
          onChange={(event) => setSource(event.target.value)}
        />
        <span className="soft grow">{words.sourceHint}</span>
        {files.length > 0 && <Button onClick={clear}>{words.clear}</Button>}
        <Button disabled={files.length === 0 || busy} onClick={() => void weigh()}>
          {words.estimate}
        </Button>
        <Button type="primary" loading={busy} disabled={files.length === 0} onClick={() => void start()}>
          {words.start}
        </Button>
      </div>
    </section>
  );
}
