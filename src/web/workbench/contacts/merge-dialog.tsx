import { Button, Form, Input, Modal, Select } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { clockTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { Contact, ContactMerge, ContactMergePreview } from "../../wire.ts";
import { useMergeWords } from "./words.ts";
import "./contacts.css";

interface Person {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
}
interface Values {
  readonly mergedId: string;
  readonly reason: string;
}
interface Props {
  readonly contact: Contact;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const nameOf = ({ name, externalId }: Person): string => (name === null ? externalId : `${name} · ${externalId}`);

/** Merges another contact of the customer into this one: what would move is said first, and past merges can be taken back. */
export function MergeDialog({ contact, onDone, onClose }: Props) {
  const { words } = usePreferences();
  const own = useMergeWords();
  const { client } = useSession();
  const { busy, run } = useAct();
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch("mergedId", form);
  const path = `/v1/customers/${contact.customer?.id}/contacts`;
  const people = useResource(path, () => client.json<{ contacts: readonly Person[] }>(path));
  const others = people.value?.contacts.filter(({ id }) => id !== contact.id);
  const submit = async (body: Values) => {
    const merge = () => client.json(`/v1/contacts/${contact.id}/merges`, { method: "POST", body });
    if (!(await run(merge, own.merged))) return;
    onDone();
    onClose();
  };
  return (
    <Modal
      open
      title={own.title(contact.name ?? contact.externalId)}
      okText={own.submit}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: chosen === undefined }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {others === undefined &&
        (people.error === undefined ? <Loading /> : <Failure error={people.error} onRetry={people.reload} />)}
      {others?.length === 0 && <p className="soft">{own.none}</p>}
      {others !== undefined && others.length > 0 && (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: Values) => void submit(values)}>
          <Form.Item name="mergedId" label={own.other}>
            <Select
              autoFocus
              virtual={false}
              showSearch={{ optionFilterProp: "label" }}
              options={others.map((person) => ({ value: person.id, label: nameOf(person) }))}
            />
          </Form.Item>
          {chosen !== undefined && <Preview keptId={contact.id} mergedId={chosen} />}
          <Form.Item
            name="reason"
            label={own.reason}
            rules={[{ required: true, whitespace: true, message: words.escalate.required }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        </Form>
      )}
      <Past contact={contact} onDone={onDone} />
    </Modal>
  );
}

function Preview({ keptId, mergedId }: { readonly keptId: string; readonly mergedId: string }) {
  const own = useMergeWords();
  const { client } = useSession();
  const path = `/v1/contacts/${keptId}/merge-preview?mergedId=${mergedId}`;
  const { value, error, reload } = useResource(path, () => client.json<ContactMergePreview>(path));
  if (value === undefined) return error === undefined ? <p>…</p> : <Failure error={error} onRetry={reload} />;
  return (
    <div className="merge-preview" role="status">
      <p>
        {own.moves(value.tickets, value.open)}
        {value.beside > 0 && own.beside(value.beside)}
      </p>
      <p className="soft">{own.sees}</p>
    </div>
  );
}

/** Who was merged into the contact before; taken back while that is possible. */
function Past({ contact, onDone }: Pick<Props, "contact" | "onDone">) {
  const { language } = usePreferences();
  const own = useMergeWords();
  const { client } = useSession();
  const { busy, run } = useAct();
  const path = `/v1/contacts/${contact.id}/merges`;
  const { value, reload } = useResource(path, () => client.json<{ merges: readonly ContactMerge[] }>(path));
  if (value === undefined || value.merges.length === 0) return null;
  const undo = async (id: string) => {
    if (!(await run(() => client.json(`/v1/contact-merges/${id}/undo`, { method: "POST" }), own.undone))) return;
    onDone();
    await reload();
  };
  return (
    <section aria-label={own.past}>
      <h4>{own.past}</h4>
      <ul className="merges">
        {value.merges.map(({ id, reason, tickets, mergedAt, undoneAt, undoUntil }) => (
          <li key={id}>
            <span className="grow" dir="auto">
              {clockTime(mergedAt, language)} · {own.line(tickets)} · {reason}
              {undoneAt !== null && ` · ${own.wasUndone}`}
            </span>
            {undoneAt === null && Date.parse(undoUntil) > Date.now() && (
              <Button size="small" disabled={busy} onClick={() => void undo(id)}>
                {own.undo}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
