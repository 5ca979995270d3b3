import { Button, Popconfirm } from "antd";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { useAct } from "../ui/use-act.ts";
import { usePolicyWords } from "./words.ts";

/** The switch that silences the bot, for those who may. */
export function Silence({ silent, onChanged }: { readonly silent: boolean; readonly onChanged: () => Promise<void> }) {
  const { client, can } = useSession();
  const { words: common } = usePreferences();
  const words = usePolicyWords();
  const { busy, run } = useAct();
  const label = silent ? words.turnOff : words.turnOn;
  const set = () =>
    run(async () => {
      await client.json("/v1/policies/silence", { method: "POST", body: { silence: !silent } });
      await onChanged();
    });
  return (
    <div className={silent ? "card silence on" : "card silence"}>
      <span>{silent ? words.silenceOn : words.silenceOff}</span>
      {can("bot.silence") && (
        <Popconfirm
          title={silent ? words.speakAsk : words.silenceAsk}
          okText={label}
          cancelText={common.state.cancel}
          onConfirm={() => void set()}
        >
          <Button danger={!silent} disabled={busy}>
            {label}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}
