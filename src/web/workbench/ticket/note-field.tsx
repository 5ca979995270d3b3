import { Mentions } from "antd";
import type { KeyboardEvent } from "react";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import type { Member } from "../../wire.ts";

interface Props {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A note in which @ offers the colleagues. */
export function NoteField({ value, onChange, onKeyDown }: Props) {
  const { ticket, labels } = useWords();
  const { members } = useSession();
  const people = [...members.values()].filter(({ status }) => status !== "disabled");
  return (
    <Mentions
      value={value}
      onChange={onChange}
      onKeyDown={onKeyDown}
      autoSize={{ minRows: 2, maxRows: 10 }}
      autoFocus
      placement="top"
      aria-label={ticket.note}
      placeholder={ticket.notePlaceholder}
      options={people.map(({ id, name, role }) => ({ key: id, value: name, label: `${name} · ${labels.role[role]}` }))}
    />
  );
}

/** Members whose name stands behind an @ in the text. */
export function mentionsIn(text: string, members: Iterable<Member>): string[] {
  return [...members].filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
}
