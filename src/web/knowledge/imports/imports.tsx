import { Segmented } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { ImportJob } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ImportCard } from "./import-card.tsx";
import { useImportWords } from "./import-words.ts";
import { UploadForm } from "./upload-form.tsx";
import { Vectors } from "./vectors.tsx";
import { WebForm } from "./web-form.tsx";

const RESTING_MS = 15_000;
const WORKING_MS = 1_500;

/** Files or pages of the web to take in, and the imports under way and before. */
export function Imports() {
  const { client, can } = useSession();
  const { imports: words } = useKnowledgeWords();
  const [working, setWorking] = useState(false);
  const jobs = useResource<readonly ImportJob[]>(
    "imports",
    async () => {
      const { imports } = await client.json<{ imports: readonly ImportJob[] }>("/v1/knowledge/imports");
      setWorking(imports.some(({ status }) => status === "queued" || status === "running"));
      return imports;
    },
    working ? WORKING_MS : RESTING_MS,
  );
  const { value, error, reload } = jobs;
  return (
    <>
      {can("knowledge.write") && <Begin onStarted={reload} />}
      <h2 className="part-title">{words.recent}</h2>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.length === 0 && <Nothing title={words.empty} />}
      {value?.map((job) => (
        <ImportCard key={job.id} job={job} onChanged={reload} />
      ))}
      <Vectors />
    </>
  );
}

function Begin({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const words = useImportWords();
  const [from, setFrom] = useState<"files" | "web">("files");
  return (
    <>
      <Segmented
        className="import-from"
        aria-label={words.from}
        value={from}
        onChange={setFrom}
        options={(["files", "web"] as const).map((value) => ({ value, label: words[value] }))}
      />
      {from === "files" ? <UploadForm onStarted={onStarted} /> : <WebForm onStarted={onStarted} />}
    </>
  );
}
