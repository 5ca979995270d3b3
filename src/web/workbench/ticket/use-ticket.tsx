import { App, Button } from "antd";
import { useCallback, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { ApiError, type RequestOptions } from "../../client.ts";
import { problemText } from "../../ui/problem-words.ts";
import { type Resource, useResource } from "../../ui/use-resource.ts";
import type { Ticket, TicketView } from "../../wire.ts";

export interface Change {
  readonly verb: string;
  readonly body?: unknown;
  /** What the ticket will most likely be; taken back when the server says no. */
  readonly expect?: Partial<Ticket>;
  readonly done: string;
  /** The change that takes this one back, where that is safe. */
  readonly undo?: Change;
}

export interface Desk {
  readonly id: string;
  readonly view: Resource<TicketView>;
  readonly busy: boolean;
  /** Changes the ticket: shown at once, rolled back on refusal. True when it held. */
  change(change: Change): Promise<boolean>;
  /** Runs a request about this ticket and reloads; says what went wrong. Undefined on failure. */
  run<Result>(path: string, options: RequestOptions): Promise<Result | undefined>;
}

/** An open ticket and what can be done with it. */
export function useTicket(id: string, onChanged: () => void): Desk {
  const { client } = useSession();
  const { message } = App.useApp();
  const { words, language } = usePreferences();
  const [busy, setBusy] = useState(false);
  const view = useResource<TicketView>(id, () => client.json(`/v1/tickets/${id}`));
  const { reload, set } = view;

  const run = useCallback(
    async <Result,>(path: string, options: RequestOptions): Promise<Result | undefined> => {
      setBusy(true);
      try {
        return await client.json<Result>(path, { method: "POST", ...options });
      } catch (error) {
        const stale = error instanceof ApiError && (error.status === 412 || error.errors.some(isStale));
        void message.error(stale ? words.state.stale : problemText(error, language, words.state.failed));
        return undefined;
      } finally {
        setBusy(false);
        void reload();
        onChanged();
      }
    },
    [client, message, words, language, reload, onChanged],
  );

  const change = useCallback(
    async ({ verb, body, expect, done, undo }: Change): Promise<boolean> => {
      if (expect !== undefined) set((before) => ({ ...before, ticket: { ...before.ticket, ...expect } }));
      const ticket = await run<Ticket>(`/v1/tickets/${id}/${verb}`, body === undefined ? {} : { body });
      if (ticket === undefined) return false;
      const key = `${id}/${verb}`;
      const takeBack = () => {
        message.destroy(key);
        if (undo !== undefined) void change(undo);
      };
      void message.success({
        key,
        duration: undo === undefined ? 2 : 6,
        content: undo === undefined ? done : <Undoable text={done} label={words.state.undo} onUndo={takeBack} />,
      });
      return true;
    },
    [id, run, set, message, words],
  );
  return { id, view, busy, change, run };
}

const isStale = ({ field, reason }: { field: string; reason: string }): boolean =>
  field === "turn" || reason === "superseded";

function Undoable({
  text,
  label,
  onUndo,
}: {
  readonly text: string;
  readonly label: string;
  readonly onUndo: () => void;
}) {
  return (
    <>
      {text}
      <Button type="link" size="small" onClick={onUndo}>
        {label}
      </Button>
    </>
  );
}
