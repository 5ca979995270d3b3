import { useEffect, useRef, useState } from "react";
import { useSession } from "../../app/session.tsx";
import { follow } from "../../event-stream.ts";
import type { Desk } from "./use-ticket.tsx";

const PRESENCE_MS = 8_000;
const SETTLE_MS = 120;

export interface Other {
  readonly memberId: string;
  readonly writing: boolean;
}

/** Reloads the ticket when something happens to it. False while the connection is down. */
export function useLive(desk: Desk): boolean {
  const { client } = useSession();
  const [connected, setConnected] = useState(true);
  const { id } = desk;
  const ready = desk.view.value !== undefined;
  const { reload } = desk.view;
  const seen = useRef(0);
  seen.current = Math.max(seen.current, ...(desk.view.value?.messages ?? []).map(({ seq }) => seq));

  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    void follow(client, () => `/v1/tickets/${id}/events?after=${seen.current}`, {
      signal: stop.signal,
      onConnected: setConnected,
      onEvent: ({ id: seq }) => {
        seen.current = Math.max(seen.current, Number(seq) || 0);
        clearTimeout(timer);
        timer = setTimeout(() => void reload(), SETTLE_MS);
      },
    });
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [client, id, ready, reload]);
  return connected;
}

/** Tells the others that one is here, and learns who else is. */
export function usePresence(id: string, writing: boolean): readonly Other[] {
  const { client } = useSession();
  const [others, setOthers] = useState<readonly Other[]>([]);
  useEffect(() => {
    let here = true;
    const path = `/v1/tickets/${id}/presence`;
    const tell = () => {
      if (document.hidden) return;
      client.json<{ others: Other[] }>(path, { method: "POST", body: { writing } }).then(
        (answer) => here && setOthers(answer.others),
        () => {},
      );
    };
    tell();
    const timer = setInterval(tell, PRESENCE_MS);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [client, id, writing]);
  useEffect(
    () => () => {
      const body = { writing: false, leaving: true };
      client.json(`/v1/tickets/${id}/presence`, { method: "POST", body }).catch(() => {});
    },
    [client, id],
  );
  return others;
}
