import { Input } from "antd";
import { useId } from "react";
import { useKnowledgeWords } from "../words.ts";

interface Props {
  readonly value: string;
  readonly onChange: (source: string) => void;
}

/** The name under which an import is known, and by which the next one of the same files or pages finds it. */
export function SourceField({ value, onChange }: Props) {
  const { imports: words } = useKnowledgeWords();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{words.source}</label>
      <Input
        id={id}
        className="source-name"
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="soft grow">{words.sourceHint}</span>
    </>
  );
}
