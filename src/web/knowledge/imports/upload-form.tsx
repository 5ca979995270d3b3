import { Button } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Problem } from "../../ui/states.tsx";
import type { ImportEstimate } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { importReason } from "./import-reasons.ts";
import { useImportWords } from "./import-words.ts";
import { type Sent, sendTold } from "./send-told.ts";
import { Sending } from "./sending.tsx";
import { SourceField } from "./source-field.tsx";
import { useTold } from "./use-told.ts";

const MILLION = 1_000_000;
const SHOWN = 50;

/** Chooses files by hand or by dropping them, says what taking them in would mean, and starts. */
export function UploadForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const { busy, problem, tell, forget } = useTold();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState("upload");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [estimate, setEstimate] = useState<ImportEstimate | null>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const sending = useRef<AbortController>(null);
  /** What was said of the files before no longer holds. */
  const change = (next: (before: readonly File[]) => readonly File[]) => {
    setFiles(next);
    setEstimate(null);
    forget();
  };
  const choose = (chosen: readonly File[]) =>
    change((before) => [...before.filter(({ name }) => !chosen.some((file) => file.name === name)), ...chosen]);
  const remove = (gone: string) => change((before) => before.filter(({ name }) => name !== gone));
  const clear = () => change(() => []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose([...event.dataTransfer.files]);
  };
  const send = async <Result,>(dryRun: boolean): Promise<Result> => {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.webkitRelativePath || file.name);
    const query = new URLSearchParams({ source: source.trim() || "upload", dryRun: String(dryRun) });
    const stop = new AbortController();
    sending.current = stop;
    try {
      const options = { method: "POST", form, signal: stop.signal, send: sendTold(setSent) } as const;
      return await client.json<Result>(`/v1/knowledge/imports?${query}`, options);
    } finally {
      setSent(null);
    }
  };
  const start = () =>
    tell(async () => {
      await send(false);
      clear();
      await onStarted();
    });
  const weigh = () => tell(async () => setEstimate(await send<ImportEstimate>(true)));
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
          onChange={({ target }) => {
            choose([...(target.files ?? [])]);
            // So that a file which was taken off can be chosen again.
            target.value = "";
          }}
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
      {sent !== null && <Sending sent={sent} onStop={() => sending.current?.abort()} />}
      <Problem text={problem} />
      <div className="form-foot">
        <SourceField value={source} onChange={setSource} />
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
