import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { CaseLinks } from "../cases/similar-cases.tsx";
import { PassageDialog } from "../passage-dialog.tsx";
import { type Asked, type AskSource, noticeText } from "./results.ts";
import { useToolWords } from "./words.ts";

/** Asks the copilot about a ticket: it answers from the conversation and the knowledge base, each sentence with its source. */
export function AskDialog({ ticketId, onClose }: { readonly ticketId: string; readonly onClose: () => void }) {
  const words = useToolWords();
  const { client } = useSession();
  const [question, setQuestion] = useState("");
  const [state, setState] = useState<"idle" | "busy">("idle");
  const [error, setError] = useState<unknown>(undefined);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [open, setOpen] = useState<AskSource | null>(null);

  const submit = async () => {
    if (question.trim() === "" || state === "busy") return;
    setState("busy");
    setError(undefined);
    try {
      setAsked(await client.json<Asked>(`/v1/tickets/${ticketId}/ask`, { method: "POST", body: { question } }));
    } catch (cause) {
      setError(cause);
    } finally {
      setState("idle");
    }
  };
  return (
    <Modal open title={words.ask} footer={null} onCancel={onClose} width={640}>
      <Input.TextArea
        autoFocus
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void submit();
        }}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={2_000}
        aria-label={words.question}
        placeholder={words.questionHint}
      />
      <footer className="card-foot">
        <Button
          type="primary"
          loading={state === "busy"}
          disabled={question.trim() === ""}
          onClick={() => void submit()}
        >
          {words.submit}
        </Button>
      </footer>
      {state === "busy" ? (
        <Loading />
      ) : error !== undefined ? (
        <Failure error={error as Error} onRetry={() => void submit()} />
      ) : null}
      {state === "idle" && asked !== null && (
        <section className="asked" aria-label={words.answer} aria-live="polite">
          <ol className="sentences">
            {asked.sentences.map(({ text, cites }) => (
              <li className="sentence fact" key={text}>
                <span dir="auto">{text}</span>
                {cites.map((at) => (
                  <SourceTag key={at} source={asked.sources[at]} onOpen={setOpen} />
                ))}
              </li>
            ))}
          </ol>
          {asked.missing.length > 0 && (
            <p className="soft">
              {words.missing}
              {asked.missing.join("；")}
            </p>
          )}
          <p className="soft">{noticeText(asked, words)}</p>
          <CaseLinks cases={asked.cases} />
        </section>
      )}
      {open !== null && <PassageDialog place={open as Required<AskSource>} onClose={() => setOpen(null)} />}
    </Modal>
  );
}

/** Where a sentence stands; a passage opens, and one that customers may not see says so. */
function SourceTag({
  source,
  onOpen,
}: {
  readonly source: AskSource | undefined;
  readonly onOpen: (source: AskSource) => void;
}) {
  const words = useToolWords();
  if (source === undefined) return null;
  if (source.kind === "message") return <span className="soft source-tag">{words.fromMessage}</span>;
  return (
    <>
      <button
        type="button"
        className="text-button source-tag"
        title={source.text.slice(0, 300)}
        onClick={() => onOpen(source)}
      >
        {`${words.fromArticle}：${source.title ?? ""}`}
      </button>
      {source.audience === "internal" && <span className="soft source-tag">{words.internal}</span>}
    </>
  );
}
