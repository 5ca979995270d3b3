import { DownloadOutlined } from "@ant-design/icons";
import { Button, Form, Input, Modal } from "antd";
import { chosenTenant } from "../../app/chosen-tenant.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { navigate } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { useAct } from "../../ui/use-act.ts";
import type { Contact } from "../../wire.ts";
import { usePersonWords } from "./person-words.ts";
import "./contacts.css";

interface Values {
  readonly reason: string;
  readonly confirmation: string;
}

/** Hands out all that is held of a person, or erases it for good once their name was typed. */
export function PersonDialog({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { words } = usePreferences();
  const own = usePersonWords();
  const { client, can } = useSession();
  const { busy, run } = useAct();
  const [form] = Form.useForm<Values>();
  const name = contact.name ?? contact.externalId;
  const typed = Form.useWatch("confirmation", form);
  const required = { required: true, whitespace: true, message: words.escalate.required };
  const erase = async (body: Values) => {
    const path = `/v1/contacts/${contact.id}/erasure`;
    if (!(await run(() => client.json(path, { method: "POST", body }), own.done))) return;
    onClose();
    navigate("/tickets");
  };
  return (
    <Modal
      open
      title={own.title(name)}
      okText={own.submit}
      cancelText={words.state.cancel}
      okButtonProps={{ danger: true, disabled: typed?.trim() !== name }}
      {...(can("contact.erase") ? {} : { footer: null })}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {can("contact.export") && (
        <section aria-label={own.exportTitle}>
          <h4>{own.exportTitle}</h4>
          <p className="soft">{own.exports}</p>
          <Button
            icon={<DownloadOutlined aria-hidden />}
            href={chosenTenant.link(`/v1/contacts/${contact.id}/export`)}
            download
          >
            {own.download}
          </Button>
        </section>
      )}
      {can("contact.erase") && (
        <section aria-label={own.eraseTitle} className="erasure">
          <h4>{own.eraseTitle}</h4>
          <p>{own.erases}</p>
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: Values) => void erase(values)}>
            <Form.Item name="reason" label={own.reason} rules={[required]}>
              <Input maxLength={500} />
            </Form.Item>
            <Form.Item name="confirmation" label={own.confirmation(name)} rules={[required]}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
          </Form>
        </section>
      )}
    </Modal>
  );
}
