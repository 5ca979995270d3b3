import { type RefObject, useRef } from "react";
import "./source-text.css";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Lines to mark, from 1. */
  readonly marked: ReadonlySet<number>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Says what the marks mean; the id of an element. */
  readonly describedBy?: string;
}

/** A text in lines with their numbers, for files. */
export function SourceText({ id, value, onChange, marked, area, describedBy }: Props) {
  const numbers = useRef<HTMLDivElement>(null);
  const lines = value.split("\n").length;
  return (
    <div className="source-text">
      <div className="numbers" ref={numbers} aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={at} className={marked.has(at + 1) ? "bad" : undefined}>
            {at + 1}
          </span>
        ))}
      </div>
      <textarea
        id={id}
        ref={area}
        value={value}
        wrap="off"
        spellCheck={false}
        aria-invalid={marked.size > 0}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Puts the cursor at a place of the text and shows it. */
export function goToPlace(area: HTMLTextAreaElement, line: number, column: number): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 4);
}
