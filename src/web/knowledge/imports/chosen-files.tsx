import { type DragEvent, useRef, useState } from "react";
import { useKnowledgeWords } from "../words.ts";
import { useImportWords } from "./import-words.ts";
import { useNumber } from "./use-number.ts";

/** Where files are dropped, or chosen by hand. */
export function DropArea({ onChosen }: { readonly onChosen: (files: readonly File[]) => void }) {
  const { imports: words } = useKnowledgeWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onChosen([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button type="button" onClick={() => input.current?.click()}>
        {words.drop}
      </button>
      <p className="soft">{words.formats}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={({ target }) => {
          onChosen([...(target.files ?? [])]);
          // So that a file which was taken off can be chosen again.
          target.value = "";
        }}
      />
    </div>
  );
}

const SHOWN = 50;

interface ChosenFilesProps {
  readonly files: readonly File[];
  readonly onRemove: (name: string) => void;
}

/** The files that were chosen, each with a way to take it off; of many the first ones. */
export function ChosenFiles({ files, onRemove }: ChosenFilesProps) {
  const { imports: words } = useKnowledgeWords();
  const more = useImportWords();
  const number = useNumber();
  return (
    <ul className="chosen-files" aria-label={words.files(files.length)}>
      {files.slice(0, SHOWN).map(({ name, size }) => (
        <li key={name}>
          <span className="path">{name}</span> <span className="soft">{number(Math.ceil(size / 1000))} kB</span>
          <button type="button" className="take-off" aria-label={more.remove(name)} onClick={() => onRemove(name)}>
            ×
          </button>
        </li>
      ))}
      {files.length > SHOWN && <li className="soft">{more.more(files.length - SHOWN)}</li>}
    </ul>
  );
}
