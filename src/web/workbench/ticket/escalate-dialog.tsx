import { Form, Input, Modal, Radio, Spin } from "antd";
import { useWords } from "../../app/preferences.tsx";
import type { TicketView } from "../../wire.ts";
import { usePrefilled } from "../tools/use-prefilled.ts";
import type { Desk } from "./use-ticket.tsx";

interface Values {
  readonly toTier: 2 | 3;
  readonly taskKind?: "service_task" | "product_task";
  readonly symptom: string;
  readonly version: string;
  readonly evidence: string;
  readonly triedSteps: string;
  readonly summary: string;
}

/** The form that the next tier works from, filled in from what is known; a person completes and sends it. */
export function EscalateDialog({
  desk,
  view,
  onClose,
}: {
  readonly desk: Desk;
  readonly view: TicketView;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const { escalate, state } = words;
  const [form] = Form.useForm<Values>();
  const summary = usePrefilled(desk.id, form);
  const toTier = Form.useWatch("toTier", form) ?? firstTier(view);
  const submit = async (values: Values) => {
    if (await desk.change({ verb: "escalate", body: values, done: words.ticket.escalated })) onClose();
  };
  const required = [{ required: true, whitespace: true, message: escalate.required }];
  const text = (name: keyof Values, label: string, rows = 2, needed = true) => (
    <Form.Item name={name} label={label} rules={needed ? required : []}>
      {rows === 1 ? (
        <Input maxLength={100} />
      ) : (
        <Input.TextArea autoSize={{ minRows: rows, maxRows: 6 }} maxLength={10_000} />
      )}
    </Form.Item>
  );
  return (
    <Modal
      open
      title={escalate.title}
      okText={escalate.submit}
      cancelText={state.cancel}
      confirmLoading={desk.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={640}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={prefilled(view, escalate.noneTried)}
        onFinish={submit}
      >
        <Form.Item name="toTier" label={escalate.to}>
          <Radio.Group
            optionType="button"
            options={[
              ...(view.ticket.tier < 2 ? [{ value: 2, label: escalate.tier2 }] : []),
              { value: 3, label: escalate.tier3 },
            ]}
          />
        </Form.Item>
        {toTier === 3 && (
          <Form.Item name="taskKind" label={escalate.kind} rules={[{ required: true, message: escalate.required }]}>
            <Radio.Group options={Object.entries(escalate.kinds).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        )}
        <div className="soft" role="status">
          {summary.busy ? <Spin size="small" /> : summary.status}
        </div>
        {text("summary", escalate.summary)}
        {text("symptom", escalate.symptom)}
        {text("version", escalate.version, 1, false)}
        {text("evidence", escalate.evidence)}
        {text("triedSteps", escalate.tried)}
      </Form>
    </Modal>
  );
}

const firstTier = ({ ticket }: TicketView): 2 | 3 => (ticket.tier < 2 ? 2 : 3);

/** What the conversation, the labels and the facts already say. */
function prefilled(view: TicketView, none: string): Partial<Values> {
  const { ticket, messages, proposal } = view;
  const said = messages.filter(({ direction }) => direction === "in").map(({ text }) => text);
  const entities = proposal?.understanding.entities ?? [];
  const codes = entities.filter(({ kind }) => kind === "error_code").map(({ value }) => value);
  const version = entities.find(({ kind }) => kind === "version")?.value;
  const tried = messages.filter(({ direction, citations }) => direction === "out" && citations.length > 0);
  const kind = proposal?.decision.thirdTierKind;
  return {
    toTier: firstTier(view),
    ...(kind == null ? {} : { taskKind: kind }),
    summary: ticket.subject,
    symptom: said.at(-1)?.slice(0, 2_000) ?? ticket.subject,
    version: [ticket.facts.product, ticket.facts.version ?? version].filter(Boolean).join(" "),
    evidence: [...new Set(codes)].join("、"),
    triedSteps:
      tried
        .map(({ text }) => text)
        .join("\n\n")
        .slice(0, 4_000) || none,
  };
}
