import { Input, Select } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { useSession } from "../../app/session.tsx";
import { Field } from "../../ui/field.tsx";
import { Problem } from "../../ui/states.tsx";
import type { Content, Preview } from "../wire.ts";
import { useKnowledgeWords } from "../words.ts";
import { ArticleBody } from "./article-body.tsx";

interface Props {
  readonly path: string;
  readonly content: Content;
  readonly onChange: (content: Content) => void;
  readonly onSubmit: () => void;
  readonly problem: string;
  /** Stands above the fields. */
  readonly notice?: ReactNode;
  readonly foot: ReactNode;
}

const TYPING_MS = 400;

/** Title, facts and text of an article, beside what search reads of it. */
export function ContentForm({ path, content, onChange, onSubmit, problem, notice, foot }: Props) {
  const { edit: words } = useKnowledgeWords();
  const save = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      onSubmit();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside
    <div className="content-form" onKeyDown={save}>
      <div className="fields">
        {notice}
        <Field label={words.title}>
          {(id) => (
            <Input
              id={id}
              value={content.title}
              maxLength={300}
              onChange={(event) => onChange({ ...content, title: event.target.value })}
            />
          )}
        </Field>
        <Facts content={content} onChange={onChange} />
        <Field label={words.body}>
          {(id) => (
            <Input.TextArea
              id={id}
              className="source"
              value={content.body}
              rows={20}
              onChange={(event) => onChange({ ...content, body: event.target.value })}
            />
          )}
        </Field>
        <Problem text={problem} />
        <div className="form-foot">{foot}</div>
      </div>
      <LivePreview path={path} content={content} />
    </div>
  );
}

function Facts({ content, onChange }: Pick<Props, "content" | "onChange">) {
  const { edit: words, article } = useKnowledgeWords();
  const { scope } = content;
  const set = (change: Partial<Content["scope"]>) => onChange({ ...content, scope: { ...scope, ...change } });
  const text = (value: string) => (value.trim() === "" ? null : value);
  const plain = (name: "product" | "module" | "owner", label: string) => (
    <Field label={label}>
      {(id) => (
        <Input id={id} value={scope[name] ?? ""} onChange={(event) => set({ [name]: text(event.target.value) })} />
      )}
    </Field>
  );
  const day = (name: "validFrom" | "validTo", label: string) => (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}
          type="date"
          value={scope[name] ?? ""}
          onChange={(event) => set({ [name]: text(event.target.value) })}
        />
      )}
    </Field>
  );
  return (
    <div className="facts">
      <Field label={words.audience}>
        {(id) => (
          <Select
            id={id}
            value={scope.audience}
            onChange={(audience) => set({ audience })}
            options={(["public", "customer", "internal"] as const).map((value) => ({
              value,
              label: article.audience[value],
            }))}
          />
        )}
      </Field>
      <Field label={words.language}>
        {(id) => (
          <Select
            id={id}
            value={scope.language}
            onChange={(language) => set({ language })}
            options={(["zh", "en"] as const).map((value) => ({ value, label: words.languages[value] }))}
          />
        )}
      </Field>
      {plain("product", words.product)}
      {plain("module", words.module)}
      <Field label={words.versions} hint={words.versionsHint}>
        {(id) => (
          <Input
            id={id}
            value={scope.versions ?? ""}
            placeholder=">=8.0 <9.0"
            onChange={(event) => set({ versions: text(event.target.value) })}
          />
        )}
      </Field>
      <Field label={words.editions}>
        {(id) => <Editions id={id} editions={scope.editions} onChange={(editions) => set({ editions })} />}
      </Field>
      <Field label={words.deployment}>
        {(id) => (
          <Select<"any" | "on_premise" | "saas">
            id={id}
            value={scope.deployment ?? "any"}
            onChange={(value) => set({ deployment: value === "any" ? null : value })}
            options={[
              { value: "any", label: words.any },
              { value: "on_premise", label: words.deployments.on_premise },
              { value: "saas", label: words.deployments.saas },
            ]}
          />
        )}
      </Field>
      {plain("owner", words.owner)}
      {day("validFrom", words.validFrom)}
      {day("validTo", words.validTo)}
    </div>
  );
}

const editionsIn = (text: string): string[] =>
  text
    .split(/[,，]/)
    .map((each) => each.trim())
    .filter((each) => each !== "");

interface EditionsProps {
  readonly id: string;
  readonly editions: readonly string[];
  readonly onChange: (editions: string[]) => void;
}

/** Names between commas: shown as they were typed for as long as that is what they are. */
function Editions({ id, editions, onChange }: EditionsProps) {
  const [typed, setTyped] = useState("");
  const value = editions.join(", ");
  return (
    <Input
      id={id}
      value={editionsIn(typed).join(", ") === value ? typed : value}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(editionsIn(event.target.value));
      }}
    />
  );
}

/** What the index makes of the text, a moment after the last key. */
function LivePreview({ path, content }: Pick<Props, "path" | "content">) {
  const { client } = useSession();
  const { edit: words } = useKnowledgeWords();
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      if (content.title.trim() === "") return;
      const body = { path, content };
      const read = client.json<Preview>("/v1/knowledge/preview", { method: "POST", body, signal: gone.signal });
      const next = await read.catch(() => null);
      // A text that is refused keeps the last preview; the reason comes when it is saved.
      if (next !== null) setPreview(next);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [client, path, content]);
  return (
    <section className="card live-preview" aria-label={words.preview}>
      <header className="card-head">
        <h3>{words.preview}</h3>
        {preview !== null && preview.problem === null && (
          <span className="soft">{words.passages(preview.passages)}</span>
        )}
      </header>
      {preview?.problem != null ? (
        <p className="problem">
          {words.cannot}
          {preview.problem}
        </p>
      ) : (
        preview !== null && <ArticleBody preview={preview} />
      )}
    </section>
  );
}
