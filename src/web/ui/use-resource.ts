import { useCallback, useEffect, useRef, useState } from "react";

export interface Resource<Value> {
  readonly value: Value | undefined;
  readonly error: unknown;
  /** Asks again; the old value stays until the new one is there. */
  reload(): Promise<void>;
  /** Puts a value in its place until the next answer; for optimistic changes. */
  set(change: (value: Value) => Value): void;
}

/**
 * Something read from the server. `key` says what; another key starts anew. With `everyMs` it is asked for again while
 * the page is visible; `again` is true then, and false where somebody waits to see it. An answer that comes after a
 * newer question is dropped.
 */
export function useResource<Value>(
  key: string,
  load: (again: boolean) => Promise<Value>,
  everyMs?: number,
): Resource<Value> {
  const [state, setState] = useState<{ key: string; value: Value | undefined; error: unknown }>({
    key,
    value: undefined,
    error: undefined,
  });
  const asked = useRef(0);
  const newest = useRef(load);
  newest.current = load;

  const ask = useCallback(
    async (again: boolean) => {
      asked.current += 1;
      const mine = asked.current;
      try {
        const value = await newest.current(again);
        if (asked.current === mine) setState({ key, value, error: undefined });
      } catch (error) {
        if (asked.current === mine)
          setState((before) => ({ key, value: before.key === key ? before.value : undefined, error }));
      }
    },
    [key],
  );
  const reload = useCallback(() => ask(false), [ask]);

  useEffect(() => {
    void ask(false);
    const again = () => {
      if (!document.hidden) void ask(true);
    };
    const timer = everyMs === undefined ? undefined : setInterval(again, everyMs);
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      asked.current += 1;
      clearInterval(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [ask, everyMs]);

  const set = useCallback((change: (value: Value) => Value) => {
    // An answer under way was asked for before this change.
    asked.current += 1;
    setState((before) => (before.value === undefined ? before : { ...before, value: change(before.value) }));
  }, []);
  const current = state.key === key;
  return { value: current ? state.value : undefined, error: current ? state.error : undefined, reload, set };
}
