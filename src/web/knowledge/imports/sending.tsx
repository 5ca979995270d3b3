import { Button, Progress } from "antd";
import { sizeOf } from "../../file-look.ts";
import { useImportWords } from "./import-words.ts";
import type { Sent } from "./send-told.ts";

/** How much of an upload has been sent, with the way to stop it. */
export function Sending({ sent: { sent, total }, onStop }: { readonly sent: Sent; readonly onStop: () => void }) {
  const words = useImportWords();
  return (
    <div className="sending">
      <Progress aria-label={words.sending} percent={Math.floor((sent / Math.max(1, total)) * 100)} status="active" />
      <span className="soft" role="status">
        {sent < total ? words.sent(sizeOf(sent), sizeOf(total)) : words.reading}
      </span>
      <Button size="small" onClick={onStop}>
        {words.stop}
      </Button>
    </div>
  );
}
