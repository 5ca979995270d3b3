import { App, Button } from "antd";
import { useCallback, useRef, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { ApiError, type RequestOptions } from "../../client.ts";
import { newClientId } from "../../new-id.ts";
import { type Resource, useResource } from "../../ui/use-resource.ts";
import { problemText } from "../../ui/words/problem-words.ts";
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
  run<Result>(path: string, options: DeskRequest): Promise<Result | undefined>;
}

interface DeskRequest extends RequestOptions {
  /** Trying it again after its answer was lost does not carry it out twice. */
  readonly once?: boolean;
  /** What there will most likely be: shown at once, and taken back on failure, which without a network nothing else does. */
  readonly shown?: (before: TicketView) => TicketView;
}

/** An open ticket and what can be done with it. */
export function useTicket(id: string, onChanged: () => void): Desk {
  const { client } = useSession();
  const { message } = App.useApp();
  const { words, language } = usePreferences();
  const [busy, setBusy] = useState(false);
  /** Keys of requests that nothing has answered yet, by what they ask. */
  const keys = useRef(new Map<string, string>());
  const view = useResource<TicketView>(id, () => client.json(`/v1/tickets/${id}`));
  const { reload, set } = view;
  const newest = useRef(view.value);
  newest.current = view.value;

  const run = useCallback(
    async <Result,>(path: string, { once = false, shown, ...options }: DeskRequest): Promise<Result | undefined> => {
      setBusy(true);
      const was = newest.current;
      if (shown !== undefined) set(shown);
      const asked = `${path} ${JSON.stringify(options.body)}`;
      if (once && !keys.current.has(asked)) keys.current.set(asked, newClientId());
      const key = once ? { idempotencyKey: keys.current.get(asked)! } : {};
      try {
        const result = await client.json<Result>(path, { method: "POST", ...options, ...key });
        keys.current.delete(asked);
        return result;
      } catch (error) {
        // A refusal is an answer, which the key would bring again; after it the request is a new one.
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) keys.current.delete(asked);
        const stale = error instanceof ApiError && (error.status === 412 || error.errors.some(isStale));
        if (shown !== undefined && was !== undefined) set(() => was);
        void message.error(stale ? words.state.stale : problemText(error, language, words.state.failed));
        return undefined;
      } finally {
        setBusy(false);
        void reload();
        onChanged();
      }
    },
    [client, message, words, language, reload, set, onChanged],
  );

  const change = useCallback(
    async ({ verb, body, expect, done, undo }: Change): Promise<boolean> => {
      const shown = (before: TicketView) => ({ ...before, ticket: { ...before.ticket, ...expect } });
      const ticket = await run<Ticket>(`/v1/tickets/${id}/${verb}`, {
        ...(body !== undefined && { body }),
        ...(expect !== undefined && { shown }),
      });
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
    [id, run, message, words],
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
