import { Button } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Article, DiffLine } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { DiffLines } from "./diff-lines.tsx";

/** The file of an edited article has changed: take its text as a draft, or keep the edit. */
export function FileChange({ article, onDone }: { readonly article: Article; readonly onDone: () => Promise<void> }) {
  const { client } = useSession();
  const { article: words } = useKnowledgeWords();
  const { busy, run } = useAct();
  const [open, setOpen] = useState(false);
  const address = `/v1/knowledge/articles/${article.id}/file-change`;
  const act = (verb: string) =>
    run(async () => {
      await client.json(`${address}/${verb}`, { method: "POST", version: article.revision });
      await onDone();
    });
  return (
    <section className="card file-change" aria-label={words.waiting.incoming}>
      <p>{article.incoming === "gone" ? words.fileGone : words.fileChanged}</p>
      <div className="card-foot">
        {article.incoming === "changed" && (
          <>
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {words.showFile}
            </Button>
            <Button size="small" disabled={busy} onClick={() => void act("take")}>
              {words.takeFile}
            </Button>
          </>
        )}
        <Button size="small" disabled={busy} onClick={() => void act("keep")}>
          {words.keepEdit}
        </Button>
      </div>
      {open && <FileLines address={address} label={words.showFile} />}
    </section>
  );
}

function FileLines({ address, label }: { readonly address: string; readonly label: string }) {
  const { client } = useSession();
  const change = useResource<{ lines: readonly DiffLine[] }>(address, () => client.json(address));
  if (change.value === undefined)
    return change.error === undefined ? <Loading /> : <Failure error={change.error} onRetry={change.reload} />;
  return <DiffLines lines={change.value.lines} label={label} />;
}
