import { ClockCircleOutlined } from "@ant-design/icons";
import { App, Button, InputNumber, Popover } from "antd";
import { useEffect, useState } from "react";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { problemText } from "../../ui/words/problem-words.ts";

const TICK_MS = 1_000;
const MINUTE = 60;
const LONGEST = 1_440;

const WORDS = {
  zh: {
    shown: (minutes: number) => `${minutes} 分钟`,
    title: "记工时",
    minutes: "分钟",
    log: "记录",
    logged: (minutes: number) => `已记录 ${minutes} 分钟`,
    total: (minutes: number) => `这张工单共 ${minutes} 分钟`,
  },
  en: {
    shown: (minutes: number) => `${minutes} min`,
    title: "Log work",
    minutes: "Minutes",
    log: "Log",
    logged: (minutes: number) => `${minutes} minutes logged`,
    total: (minutes: number) => `${minutes} minutes on this ticket in all`,
  },
};

/** Counts the minutes that a ticket stands open and seen, and writes down what one worked; one's own number counts. */
export function WorkTime({ ticketId }: { readonly ticketId: string }) {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { message } = App.useApp();
  const own = WORDS[language];
  const [seconds, setSeconds] = useState(0);
  const [minutes, setMinutes] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && setSeconds((now) => now + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const counted = Math.max(1, Math.ceil(seconds / MINUTE));
  const log = async () => {
    const given = minutes ?? counted;
    setBusy(true);
    try {
      await client.json(`/v1/tickets/${ticketId}/work-time`, { method: "POST", body: { minutes: given } });
      void message.success(own.logged(given));
      setTimes(times + 1);
      setSeconds(0);
      setMinutes(null);
      setOpen(false);
    } catch (error) {
      void message.error(problemText(error, language, words.state.failed));
    }
    setBusy(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={own.title}
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="work-time">
          <InputNumber
            aria-label={own.minutes}
            min={1}
            max={LONGEST}
            precision={0}
            value={minutes ?? counted}
            onChange={setMinutes}
          />
          <Button type="primary" loading={busy} onClick={() => void log()}>
            {own.log}
          </Button>
          {/* Asked for again whenever something was written down; a closed popover keeps what it held. */}
          <Total key={times} ticketId={ticketId} />
        </div>
      }
    >
      <Button type="text" icon={<ClockCircleOutlined aria-hidden />}>
        <span className="spoken">{own.title}</span> {own.shown(counted)}
      </Button>
    </Popover>
  );
}

function Total({ ticketId }: { readonly ticketId: string }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const path = `/v1/tickets/${ticketId}/work-time`;
  const { value } = useResource(path, () => client.json<{ total: number }>(path));
  return <p className="soft">{value === undefined ? "…" : WORDS[language].total(value.total)}</p>;
}
