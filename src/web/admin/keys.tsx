import { Button, Input, Popconfirm, Select } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { dateTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import { Listed } from "./listed.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { type ApiKey, SCOPES } from "./wire.ts";
import { useAdminWords } from "./words.ts";

/** Keys for programs: made, shown once, revoked. */
export function Keys() {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { keys: own } = useAdminWords();
  const { busy, run } = useAct();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["chat"]);
  const [made, setMade] = useState<string | null>(null);
  const list = useResource("keys", () => client.json<{ keys: ApiKey[] }>("/v1/keys"));
  const create = () =>
    run(async () => {
      const { key } = await client.json<{ key: string }>("/v1/keys", { method: "POST", body: { name, scopes } });
      setMade(key);
      setName("");
    }).then(list.reload);
  const revoke = (id: string) =>
    run(() => client.json(`/v1/keys/${id}`, { method: "DELETE" }), own.revoked).then(list.reload);
  return (
    <>
      <section className="card" aria-label={own.create}>
        <h3>{own.create}</h3>
        <form
          className="toolbar"
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <Input
            className="grow"
            aria-label={own.name}
            placeholder={own.name}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Select
            mode="multiple"
            virtual={false}
            className="scopes"
            aria-label={own.scopes}
            value={scopes}
            onChange={setScopes}
            options={SCOPES.map((scope) => ({ value: scope, label: scope === "*" ? own.everything : scope }))}
          />
          <Button type="primary" htmlType="submit" loading={busy} disabled={name.trim() === "" || scopes.length === 0}>
            {own.create}
          </Button>
        </form>
      </section>
      <Listed resource={list} isEmpty={({ keys }) => keys.length === 0} empty={own.none}>
        {({ keys }) => (
          <PlainTable
            label={own.title}
            head={[own.name, own.scopes, own.since, own.state, ""]}
            rows={keys.map((key) => [
              key.name,
              key.scopes.join(", "),
              dateTime(key.createdAt, language),
              key.revokedAt !== null
                ? own.revokedAt(dateTime(key.revokedAt, language))
                : key.expiresAt === null
                  ? own.works
                  : own.until(dateTime(key.expiresAt, language)),
              key.revokedAt === null ? (
                <Popconfirm
                  key="revoke"
                  title={own.sure(key.name)}
                  okText={own.revoke}
                  cancelText={words.state.cancel}
                  onConfirm={() => revoke(key.id)}
                >
                  <Button size="small" danger>
                    {own.revoke}
                  </Button>
                </Popconfirm>
              ) : null,
            ])}
          />
        )}
      </Listed>
      {made !== null && <SecretOnce title={own.made} text={made} onClose={() => setMade(null)} />}
    </>
  );
}
