import { Button } from "antd";
import { useRef, useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Problem } from "../../ui/states.tsx";
import type { ImportEstimate } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ChosenFiles, DropArea } from "./chosen-files.tsx";
import { Estimate } from "./estimate.tsx";
import { type Sent, sendTold } from "./send-told.ts";
import { Sending } from "./sending.tsx";
import { SourceField } from "./source-field.tsx";
import { useTold } from "./use-told.ts";

/** Chooses files by hand or by dropping them, says what taking them in would mean, and starts. */
export function UploadForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const { imports: words } = useKnowledgeWords();
  const { busy, problem, tell, forget } = useTold();
  const [source, setSource] = useState("upload");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [estimate, setEstimate] = useState<ImportEstimate | null>(null);
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
  return (
    <section className="card upload" aria-label={words.start}>
      <DropArea onChosen={choose} />
      {files.length > 0 && <ChosenFiles files={files} onRemove={remove} />}
      {estimate !== null && <Estimate estimate={estimate} />}
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
