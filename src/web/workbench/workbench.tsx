import { useWords } from "../app/preferences.tsx";
import { useRoute } from "../app/router.tsx";
import { Nothing } from "../ui/states.tsx";
import { QueuePane } from "./queue/queue-pane.tsx";
import { useQueue } from "./queue/use-queue.ts";
import { TicketPane } from "./ticket/ticket-pane.tsx";
import "./workbench.css";

/** The queue beside the ticket that is open; on a phone one after the other. */
export function Workbench() {
  const words = useWords();
  const [, openId] = useRoute();
  const queue = useQueue();
  return (
    <div className={openId === undefined ? "workbench" : "workbench with-ticket"}>
      <QueuePane queue={queue} openId={openId} />
      {openId === undefined ? (
        <div className="no-ticket">
          <Nothing title={words.queue.pick} text={words.queue.pickText} />
        </div>
      ) : (
        <TicketPane key={openId} id={openId} onChanged={() => void queue.page.reload()} />
      )}
    </div>
  );
}
