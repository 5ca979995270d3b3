import { Form, Input, Modal, Select } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { localMinute } from "../../ui/time.ts";
import type { Desk } from "../ticket/use-ticket.tsx";
import { usePauseRules } from "./use-pause-rules.ts";
import { usePauseWords } from "./words.ts";
import "./pause.css";

interface Values {
  readonly reason: string;
  readonly until?: string;
  readonly note?: string;
}

const DAY_MS = 86_400_000;

/** Stops clocks with a reason; says which ones, for how long at most, and what the customer reads meanwhile. */
export function PauseDialog({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const { words, language } = usePreferences();
  const own = usePauseWords();
  const [form] = Form.useForm<Values>();
  const { rules, error, reload } = usePauseRules();
  const chosen = Form.useWatch("reason", form);
  const rule = rules?.find(({ code }) => code === chosen) ?? rules?.[0];
  const submit = async ({ reason, until, note }: Values) => {
    const body = {
      reason,
      ...(note ? { note } : {}),
      ...(until ? { until: new Date(until).toISOString() } : {}),
    };
    if (await desk.change({ verb: "pause", body, done: own.paused })) onClose();
  };
  return (
    <Modal
      open
      title={own.title}
      okText={own.pause}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: rule === undefined }}
      confirmLoading={desk.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {rules === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {rules !== undefined && rule !== undefined && (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ reason: rules[0]?.code }}
          onFinish={submit}
        >
          <Form.Item name="reason" label={own.reason}>
            <Select
              autoFocus
              virtual={false}
              options={rules.map(({ code, name }) => ({ value: code, label: name[language] }))}
            />
          </Form.Item>
          <p className="soft pause-stops">{own.stops(rule.stops.map((clock) => own.clocks[clock]))}</p>
          <Form.Item
            name="until"
            label={rule.needsDate ? own.untilNeeded : own.until}
            extra={own.most(rule.mostDays)}
            rules={[{ required: rule.needsDate, message: own.required }]}
          >
            <Input
              type="datetime-local"
              min={localMinute(new Date())}
              max={localMinute(new Date(Date.now() + rule.mostDays * DAY_MS))}
            />
          </Form.Item>
          <Form.Item name="note" label={own.note}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
          </Form.Item>
          <h4 className="told">{own.told}</h4>
          <p className="told-text">{rule.told?.[language] ?? own.toldNothing}</p>
        </Form>
      )}
    </Modal>
  );
}
