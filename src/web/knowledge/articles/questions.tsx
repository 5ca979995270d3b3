import { Button, Input } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import { useKnowledgeWords } from "../words.ts";

interface Question {
  readonly id: string;
  readonly question: string;
  readonly origin: "person" | "gap";
}

/** The questions that an article must answer; the gate asks them before each publication. */
export function Questions({ articleId }: { readonly articleId: string }) {
  const { client, can } = useSession();
  const { questions: words } = useKnowledgeWords();
  const { busy, run } = useAct();
  const [text, setText] = useState("");
  const address = `/v1/knowledge/articles/${articleId}/questions`;
  const list = useResource<{ questions: readonly Question[] }>(address, () => client.json(address));
  if (list.value === undefined)
    return list.error === undefined ? <Loading /> : <Failure error={list.error} onRetry={list.reload} />;
  const add = async () => {
    if (text.trim() === "") return;
    const done = await run(async () => {
      await client.json(address, { method: "POST", body: { question: text.trim() } });
      await list.reload();
    });
    if (done) setText("");
  };
  const remove = (id: string) =>
    run(async () => {
      await client.json(`${address}/${id}`, { method: "DELETE" });
      await list.reload();
    });
  return (
    <div className="questions">
      <p className="soft">{words.lead}</p>
      {can("knowledge.write") && (
        <form
          className="toolbar"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Input
            className="grow"
            value={text}
            maxLength={500}
            placeholder={words.placeholder}
            aria-label={words.placeholder}
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit" loading={busy} disabled={text.trim() === ""}>
            {words.add}
          </Button>
        </form>
      )}
      {list.value.questions.length === 0 && <p className="state-box soft">{words.empty}</p>}
      <ul className="question-rows">
        {list.value.questions.map(({ id, question, origin }) => (
          <li key={id}>
            <span className="grow" dir="auto">
              {question}
            </span>
            {origin === "gap" && <Chip tone="accent">{words.gap}</Chip>}
            {can("knowledge.write") && (
              <Button
                size="small"
                type="text"
                disabled={busy}
                aria-label={`${words.remove}: ${question}`}
                onClick={() => void remove(id)}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
