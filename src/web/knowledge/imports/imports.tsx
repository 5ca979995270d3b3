import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import type { ImportJob } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ImportCard } from "./import-card.tsx";
import { UploadForm } from "./upload-form.tsx";
import { Vectors } from "./vectors.tsx";

const RESTING_MS = 15_000;
const WORKING_MS = 1_500;

/** Files to take in, and the imports under way and before. */
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
      {can("knowledge.write") && <UploadForm onStarted={reload} />}
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
