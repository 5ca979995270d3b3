import { Button, Input } from "antd";
import { useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Field } from "../../ui/field.tsx";
import { Problem } from "../../ui/states.tsx";
import { useKnowledgeWords } from "../words.ts";
import { useImportWords } from "./import-words.ts";
import { listedAddresses } from "./listed-addresses.ts";
import { SourceField } from "./source-field.tsx";
import { useTold } from "./use-told.ts";

/** Names pages of the web, or a sitemap that lists them, and starts to fetch them. */
export function WebForm({ onStarted }: { readonly onStarted: () => Promise<void> }) {
  const { client } = useSession();
  const { imports: words } = useKnowledgeWords();
  const web = useImportWords();
  const { busy, problem, tell } = useTold();
  const [text, setText] = useState("");
  const [sitemap, setSitemap] = useState("");
  const [named, setNamed] = useState<string | null>(null);
  const listed = sitemap.trim();
  const urls = listedAddresses(text);
  const source = named ?? hostOf(listed || urls[0] || "");
  const ready = source.trim() !== "" && (urls.length > 0 || listed !== "");
  const start = () =>
    tell(async () => {
      const body = { source, urls, ...(listed !== "" && { sitemap: listed }) };
      await client.json("/v1/knowledge/imports/web", { method: "POST", body });
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
      <Field label={web.urls}>
        {(id) => (
          <Input.TextArea
            id={id}
            className="source"
            value={text}
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={"https://docs.example.com/install\nhttps://docs.example.com/upgrade"}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Field label={web.sitemap} hint={web.webHint}>
        {(id) => (
          <Input
            id={id}
            value={sitemap}
            maxLength={2_000}
            placeholder="https://docs.example.com/sitemap.xml"
            onChange={(event) => setSitemap(event.target.value)}
          />
        )}
      </Field>
      <Problem text={problem} />
      <div className="form-foot">
        <SourceField value={source} onChange={setNamed} />
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          {words.start}
        </Button>
      </div>
    </form>
  );
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : "");
