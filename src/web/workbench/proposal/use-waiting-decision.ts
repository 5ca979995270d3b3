import { useEffect } from "react";

const EVERY_MS = 6_000;

/** Asks for the ticket again while its draft waits for others: what they decide about it is no event of the ticket. */
export function useWaitingDecision(waiting: boolean, reload: () => Promise<void>): void {
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => {
      if (!document.hidden) void reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [waiting, reload]);
}
