import { Button, Input } from "antd";
import { useId, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useKnowledgeWords } from "../words.ts";
import { useImportWords } from "./import-words.ts";
import { refusalText } from "./refusal-text.ts";

/** Names pages of the web, or a sitemap that lists them, and starts to fetch them. */
export function WebForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const { words: common, language } = usePreferences();
  const { imports: words } = useKnowledgeWords();
  const web = useImportWords();
  const { busy, run } = useAct();
  const ids = { urls: useId(), sitemap: useId(), source: useId() };
  const [text, setText] = useState("");
  const [sitemap, setSitemap] = useState("");
  const [named, setNamed] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const urls = text.split(/\s+/).filter((url) => url !== "");
  const source = named ?? hostOf(sitemap.trim() || urls[0] || "");
  const ready = source.trim() !== "" && (urls.length > 0 || sitemap.trim() !== "");
  const start = () =>
    run(async () => {
      setProblem("");
      const listed = sitemap.trim() === "" ? {} : { sitemap: sitemap.trim() };
      try {
        await client.json("/v1/knowledge/imports/web", { method: "POST", body: { source, urls, ...listed } });
      } catch (error) {
        setProblem(refusalText(error, language, common.state.failed));
        return;
      }
      setText("");
      setSitemap("");
      setNamed(null);
      await onStarted();
    });
  return (
    <form
      className="card upload"
      aria-label={web.web}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void start();
      }}
    >
      <div className="field">
        <label htmlFor={ids.urls}>{web.urls}</label>
        <Input.TextArea
          id={ids.urls}
          className="source"
          value={text}
          autoSize={{ minRows: 3, maxRows: 10 }}
          placeholder={"https://docs.example.com/install\nhttps://docs.example.com/upgrade"}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={ids.sitemap}>{web.sitemap}</label>
        <Input
          id={ids.sitemap}
          value={sitemap}
          maxLength={2_000}
          placeholder="https://docs.example.com/sitemap.xml"
          onChange={(event) => setSitemap(event.target.value)}
        />
        <span className="soft hint">{web.webHint}</span>
      </div>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <div className="form-foot">
        <label htmlFor={ids.source}>{words.source}</label>
        <Input
          id={ids.source}
          className="source-name"
          value={source}
          maxLength={200}
          onChange={(event) => setNamed(event.target.value)}
        />
        <span className="soft grow">{words.sourceHint}</span>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          {words.start}
        </Button>
      </div>
    </form>
  );
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : "");
