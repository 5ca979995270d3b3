import { Button, Form, Input, Modal, Select } from "antd";
import { localMinute } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import type { Member } from "../../wire.ts";
import { usePreferences } from "../preferences.tsx";
import { useSession } from "../session.tsx";
import { useAbsenceWords } from "./words.ts";

interface Values {
  readonly from?: string;
  readonly until?: string;
  readonly delegateId?: string;
}

interface Props {
  readonly member: Member;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const fieldOf = (instant: string | null): string | undefined =>
  instant === null ? undefined : localMinute(new Date(instant));
const instantOf = (local: string | undefined): string | null => (local ? new Date(local).toISOString() : null);

/** Says from when and until when a member is away and who stands in, or that they are back. */
export function AbsenceDialog({ member, onDone, onClose }: Props) {
  const { words } = usePreferences();
  const own = useAbsenceWords();
  const { client, members } = useSession();
  const { busy, run } = useAct();
  const [form] = Form.useForm<Values>();
  const path = `/v1/members/${member.id}/absence`;
  const isSet = member.status === "absent" || member.absentFrom !== null;
  const finish = (held: boolean) => {
    if (!held) return;
    onDone();
    onClose();
  };
  const save = ({ from, until, delegateId }: Values) => {
    const body = { from: instantOf(from), until: instantOf(until), delegateId: delegateId ?? null };
    return run(() => client.json(path, { method: "PUT", body }), own.saved).then(finish);
  };
  const end = () => run(() => client.json(path, { method: "DELETE" }), own.isBack).then(finish);
  const others = [...members.values()].filter(({ id, status }) => id !== member.id && status !== "disabled");
  return (
    <Modal
      open
      title={own.title(member.name)}
      onCancel={onClose}
      footer={[
        isSet && (
          <Button key="back" disabled={busy} onClick={() => void end()}>
            {own.back}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {words.state.cancel}
        </Button>,
        <Button key="save" type="primary" loading={busy} onClick={() => form.submit()}>
          {own.save}
        </Button>,
      ]}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          from: fieldOf(member.absentFrom),
          until: fieldOf(member.absentUntil),
          delegateId: member.delegateId ?? undefined,
        }}
        onFinish={(values: Values) => void save(values)}
      >
        <Form.Item name="from" label={own.from} extra={own.fromHint}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="until" label={own.until} extra={own.untilHint}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="delegateId" label={own.delegate} extra={own.delegateHint}>
          <Select
            allowClear
            virtual={false}
            showSearch={{ optionFilterProp: "label" }}
            placeholder={own.nobody}
            options={others.map(({ id, name, role }) => ({ value: id, label: `${name} · ${words.labels.role[role]}` }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
