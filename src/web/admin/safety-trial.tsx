import { Alert, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { problemText } from "../ui/words/problem-words.ts";
import type { WordList } from "./wire.ts";
import { useAdminWords } from "./words.ts";

interface Found {
  readonly findings: readonly {
    readonly list: string;
    readonly action: WordList["action"];
    readonly start: number;
    readonly end: number;
  }[];
  readonly masked: string;
}

/** Tries the lists as they stand in the form, before they decide. */
export function SafetyTrial({ content }: { readonly content: { readonly lists: readonly WordList[] } }) {
  const { client } = useSession();
  const { language, words } = usePreferences();
  const { safety: own } = useAdminWords();
  const [direction, setDirection] = useState<"in" | "out">("in");
  const [text, setText] = useState("");
  const [found, setFound] = useState<(Found & { readonly text: string }) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async () => {
    setProblem(null);
    setFound(null);
    try {
      const body = { content, direction, text };
      setFound({ ...(await client.json<Found>("/v1/policies/safety/try", { method: "POST", body })), text });
    } catch (error) {
      setProblem(problemText(error, language, words.state.failed));
    }
  };
  return (
    <section className="card" aria-label={own.trial}>
      <h3>{own.trial}</h3>
      <p className="soft">{own.trialText}</p>
      <div className="toolbar">
        <Segmented
          aria-label={own.direction}
          value={direction}
          onChange={setDirection}
          options={(["in", "out"] as const).map((value) => ({ value, label: own.directions[value] }))}
        />
        <Input
          className="grow"
          aria-label={own.text}
          placeholder={own.text}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={() => text !== "" && void look()}
        />
        <Button onClick={() => void look()} disabled={text === ""}>
          {own.look}
        </Button>
      </div>
      {problem !== null && <Alert type="error" showIcon title={problem} />}
      {found !== null && (
        <div role="status">
          {found.findings.length === 0 ? (
            <p>{own.nothing}</p>
          ) : (
            <ul className="found">
              {found.findings.map(({ list, action, start, end }) => (
                <li key={`${list}/${start}/${end}`}>
                  <strong>{found.text.slice(start, end)}</strong> · {list} · {own.actions[action]}
                </li>
              ))}
            </ul>
          )}
          {found.masked !== found.text && <p>{own.masked(found.masked)}</p>}
        </div>
      )}
    </section>
  );
}
