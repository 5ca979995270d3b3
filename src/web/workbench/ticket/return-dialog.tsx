import { Form, Input, Modal, Radio } from "antd";
import { useWords } from "../../app/preferences.tsx";
import type { TicketView } from "../../wire.ts";
import type { Desk } from "./use-ticket.tsx";

interface Values {
  readonly toTier: 1 | 2;
  readonly solution: string;
}

/** Gives the ticket back to the tier below, with the solution. */
export function ReturnDialog({
  desk,
  view,
  onClose,
}: {
  readonly desk: Desk;
  readonly view: TicketView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const [form] = Form.useForm<Values>();
  const tiers = ([1, 2] as const).filter((tier) => tier < view.ticket.tier);
  const submit = async (values: Values) => {
    if (await desk.change({ verb: "return", body: values, done: words.ticket.returned })) onClose();
  };
  return (
    <Modal
      open
      title={words.back.title}
      okText={words.back.submit}
      cancelText={words.state.cancel}
      confirmLoading={desk.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ toTier: tiers.at(-1) }}
        onFinish={submit}
      >
        <Form.Item name="toTier" label={words.back.to}>
          <Radio.Group
            optionType="button"
            options={tiers.map((value) => ({ value, label: words.labels.tier[value] }))}
          />
        </Form.Item>
        <Form.Item
          name="solution"
          label={words.back.solution}
          rules={[{ required: true, whitespace: true, message: words.escalate.required }]}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={10_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
