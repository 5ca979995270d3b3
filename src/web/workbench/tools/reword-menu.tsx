import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { noticeText, type Reworded } from "./results.ts";
import { useToolWords } from "./words.ts";

interface Props {
  readonly ticketId: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

const TONES = ["friendlier", "formal", "shorter", "clearer"] as const;
const LANGUAGES = ["en", "zh"] as const;

/** Rewords what one has written; the text before stays at hand until one writes on. Nothing is sent. */
export function RewordMenu({ ticketId, text, onText }: Props) {
  const words = useToolWords();
  const { client } = useSession();
  const [busy, setBusy] = useState(false);
  const [status, setStatus] = useState("");
  const [undo, setUndo] = useState<{ readonly before: string; readonly after: string } | null>(null);

  const use = async (name: "rewrite" | "translate", body: Record<string, string>) => {
    if (text.trim() === "") return setStatus(words.nothing);
    setBusy(true);
    setStatus("");
    try {
      const made = await client.json<Reworded>(`/v1/tickets/${ticketId}/${name}`, {
        method: "POST",
        body: { text, ...body },
      });
      if (made.text === null) {
        const titles = (made.articles ?? []).map(({ title, path }) => `${title} (${path})`).join("；");
        const why = made.notice === "put_aside" ? noticeText(made, words) : words.needsModel;
        return setStatus(titles === "" ? why : `${why} ${words.articles}${titles}`);
      }
      setUndo({ before: text, after: made.text });
      onText(made.text);
      setStatus(noticeText(made, words) || words.changed);
    } catch (error) {
      setStatus(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = ({ key }: { readonly key: string }) => {
    const [name, value = ""] = key.split(":");
    void (name === "tone" ? use("rewrite", { tone: value }) : use("translate", { to: value }));
  };
  const undoable = undo !== null && undo.after === text;
  return (
    <div className="reword">
      <Dropdown
        trigger={["click"]}
        menu={{
          onClick: choose,
          items: [
            ...TONES.map((tone) => ({ key: `tone:${tone}`, label: words.tones[tone] })),
            { type: "divider" as const },
            ...LANGUAGES.map((to) => ({ key: `to:${to}`, label: to === "en" ? words.toEn : words.toZh })),
          ],
        }}
      >
        <Button loading={busy} aria-haspopup="menu">
          {words.menu}
        </Button>
      </Dropdown>
      {undoable && (
        <Button
          type="link"
          onClick={() => {
            onText(undo.before);
            setUndo(null);
            setStatus("");
          }}
        >
          {words.undo}
        </Button>
      )}
      <span className="reword-status" role="status">
        {busy ? words.working : status}
      </span>
    </div>
  );
}
