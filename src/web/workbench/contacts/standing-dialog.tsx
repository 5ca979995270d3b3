import { Form, Input, Modal, Select } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { clockTime } from "../../ui/time.ts";
import { useAct } from "../../ui/use-act.ts";
import { useResource } from "../../ui/use-resource.ts";
import type { StandingBook } from "../../wire.ts";
import { useStandingWords } from "./standing-words.ts";
import { dayOf, endOfDay } from "./validity.ts";
import "./contacts.css";

const FACTS = ["product", "edition", "version"] as const;
interface Values extends Partial<Record<(typeof FACTS)[number] | "deployment", string>> {
  readonly name: string;
  readonly class: string;
  readonly validTo?: string;
  readonly reason: string;
}
interface Props {
  readonly customerId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What is known of a customer: shown to all who may read it, changed by whoever may write it, with every change before. */
export function StandingDialog({ customerId, onDone, onClose }: Props) {
  const { words } = usePreferences();
  const own = useStandingWords();
  const { client, can } = useSession();
  const { busy, run } = useAct();
  const [form] = Form.useForm<Values>();
  const path = `/v1/customers/${customerId}/standing-book`;
  const { value: book, error, reload } = useResource(path, () => client.json<StandingBook>(path));
  const submit = async ({ name, class: of, validTo, reason, ...facts }: Values) => {
    const said = Object.entries(facts).filter(([, fact]) => fact !== undefined && fact.trim() !== "");
    const body = {
      ...{ name, class: of, reason, facts: Object.fromEntries(said) },
      ...{ validTo: endOfDay(validTo ?? ""), seen: book?.record?.seq ?? 0 },
    };
    if (!(await run(() => client.json(path, { method: "PUT", body }), own.saved))) return;
    onDone();
    onClose();
  };
  return (
    <Modal
      open
      title={own.title(book?.customer.name ?? "")}
      okText={own.submit}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: book === undefined }}
      {...(can("customer.write") ? {} : { footer: null })}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {book === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {book !== undefined && (
        <>
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            disabled={!can("customer.write")}
            initialValues={valuesOf(book)}
            onFinish={(values: Values) => void submit(values)}
          >
            <Fields />
          </Form>
          <Past entries={book.entries} />
        </>
      )}
    </Modal>
  );
}

const valuesOf = ({ customer }: StandingBook) => ({
  ...customer.facts,
  name: customer.name,
  class: customer.class,
  validTo: customer.validTo === null ? "" : dayOf(customer.validTo),
});

function Fields() {
  const { words } = usePreferences();
  const own = useStandingWords();
  const { can } = useSession();
  const required = { required: true, whitespace: true, message: words.escalate.required };
  const options = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Form.Item name="name" label={own.name} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="class" label={words.ticket.customerClass}>
        <Select virtual={false} options={options(words.labels.class)} />
      </Form.Item>
      {FACTS.map((fact) => (
        <Form.Item key={fact} name={fact} label={words.ticket[fact]}>
          <Input maxLength={100} />
        </Form.Item>
      ))}
      <Form.Item name="deployment" label={words.ticket.deployment}>
        <Select allowClear virtual={false} options={options(words.ticket.deployments)} />
      </Form.Item>
      <Form.Item name="validTo" label={own.validTo} extra={own.always}>
        <Input type="date" />
      </Form.Item>
      {can("customer.write") && (
        <Form.Item name="reason" label={own.reason} extra={own.says} rules={[required]}>
          <Input maxLength={500} />
        </Form.Item>
      )}
    </>
  );
}

function Past({ entries }: Pick<StandingBook, "entries">) {
  const { words, language } = usePreferences();
  const { members } = useSession();
  const own = useStandingWords();
  return (
    <section aria-label={own.past}>
      <h4>{own.past}</h4>
      {entries.length === 0 && <p className="soft">{own.none}</p>}
      <ul className="merges">
        {entries.map(({ seq, at, class: of, facts, validTo, reason, madeBy }) => (
          <li key={seq}>
            <span className="grow" dir="auto">
              {[
                clockTime(at, language),
                members.get(madeBy)?.name,
                words.labels.class[of],
                [facts.product, facts.edition, facts.version].filter(Boolean).join(" "),
                validTo === null ? "" : own.until(dayOf(validTo)),
                reason,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
