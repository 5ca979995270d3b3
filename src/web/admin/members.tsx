import { Button, Input, Popconfirm, Select, Space, Switch } from "antd";
import { useState } from "react";
import { AbsenceDialog } from "../app/absence/absence-dialog.tsx";
import { useAbsenceText } from "../app/absence/absence-text.ts";
import { useAbsenceWords } from "../app/absence/words.ts";
import { usePreferences } from "../app/preferences.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { dateTime } from "../ui/time.ts";
import { useAct } from "../ui/use-act.ts";
import { useResource } from "../ui/use-resource.ts";
import type { Member } from "../wire.ts";
import { Listed } from "./listed.tsx";
import { SecretOnce } from "./secret-once.tsx";
import type { Invitation } from "./wire.ts";
import { useAdminWords } from "./words.ts";

/** Who works here, as what, and whether they may send; and who is invited. */
export function Members() {
  const { client, can, me, reload } = useSession();
  const absence = useAbsenceWords();
  const absenceText = useAbsenceText();
  const [leaving, setLeaving] = useState<Member | null>(null);
  const { words, language } = usePreferences();
  const { members: own } = useAdminWords();
  const { busy, run } = useAct();
  const list = useResource("members", () => client.json<{ members: Member[] }>("/v1/members"));
  const [shown, setShown] = useState<"present" | "all">("present");
  const change = (id: string, body: Record<string, unknown>) =>
    run(() => client.json(`/v1/members/${id}`, { method: "PATCH", body }), own.saved).then(list.reload);
  const disable = (id: string) =>
    run(() => client.json(`/v1/members/${id}/disable`, { method: "POST" }), own.disabled).then(list.reload);
  const roles = Object.entries(words.labels.role).map(([value, label]) => ({ value, label }));
  return (
    <>
      {can("member.write") && <Invitations roles={roles} />}
      <div className="toolbar">
        <h3 className="grow">{own.title}</h3>
        <Select
          aria-label={own.show}
          value={shown}
          onChange={setShown}
          options={[
            { value: "present", label: own.present },
            { value: "all", label: own.all },
          ]}
        />
      </div>
      <Listed resource={list}>
        {({ members }) => (
          <PlainTable
            label={own.title}
            head={[own.name, own.role, own.maySend, absence.mentor, own.status, own.since, ""]}
            rows={members
              .filter(({ status }) => shown === "all" || status !== "disabled")
              .map((member) => [
                <span key="name">
                  {member.name}
                  <br />
                  <small className="soft">{member.email}</small>
                </span>,
                <Select
                  key="role"
                  virtual={false}
                  className="role"
                  aria-label={`${own.role} ${member.name}`}
                  value={member.role}
                  disabled={busy || !can("member.write") || member.status === "disabled"}
                  onChange={(role) => void change(member.id, { role })}
                  options={roles}
                />,
                <Switch
                  key="send"
                  size="small"
                  aria-label={`${own.maySend} ${member.name}`}
                  checked={member.maySend}
                  disabled={busy || member.status === "disabled" || (member.id === me.id && !member.maySend)}
                  onChange={(maySend) => void change(member.id, { maySend })}
                />,
                member.maySend || member.status === "disabled" ? null : (
                  <Select
                    key="mentor"
                    virtual={false}
                    className="role"
                    aria-label={`${absence.mentor} ${member.name}`}
                    value={member.mentorId ?? ""}
                    disabled={busy || !can("member.supervise")}
                    onChange={(mentorId) => void change(member.id, { mentorId: mentorId === "" ? null : mentorId })}
                    options={[{ value: "", label: absence.noMentor }, ...mentorsFor(members, member)]}
                  />
                ),
                <span key="status" className="member-state">
                  {own.statuses[member.status]}
                  {absenceText(member) !== "" && (
                    <>
                      <br />
                      <small className="soft">{absenceText(member)}</small>
                    </>
                  )}
                </span>,
                <span key="since" className="since">
                  {dateTime(member.createdAt, language)}
                </span>,
                <Space key="acts">
                  {member.status !== "disabled" && (can("member.supervise") || member.id === me.id) && (
                    <Button
                      size="small"
                      aria-label={`${absence.set} ${member.name}`}
                      onClick={() => setLeaving(member)}
                    >
                      {absence.set}
                    </Button>
                  )}
                  {can("member.write") && member.status !== "disabled" && member.id !== me.id ? (
                    <Popconfirm
                      key="disable"
                      title={own.sure(member.name)}
                      okText={own.disable}
                      cancelText={words.state.cancel}
                      onConfirm={() => disable(member.id)}
                    >
                      <Button size="small" danger>
                        {own.disable}
                      </Button>
                    </Popconfirm>
                  ) : null}
                </Space>,
              ])}
          />
        )}
      </Listed>
      {leaving !== null && (
        <AbsenceDialog
          member={leaving}
          onDone={() => void Promise.all([list.reload(), reload()])}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

const MAY_APPROVE: readonly string[] = ["agent", "engineer", "developer", "csm", "manager", "admin"];

/** Whoever may read the drafts of this member. */
const mentorsFor = (members: readonly Member[], { id: own }: Member) =>
  members
    .filter(
      ({ id, maySend, status, role }) => id !== own && maySend && status !== "disabled" && MAY_APPROVE.includes(role),
    )
    .map(({ id, name }) => ({ value: id, label: name }));

function Invitations({ roles }: { readonly roles: { value: string; label: string }[] }) {
  const { client } = useSession();
  const { words, language } = usePreferences();
  const { members: own } = useAdminWords();
  const { busy, run } = useAct();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("agent");
  const [link, setLink] = useState<string | null>(null);
  const open = useResource("invitations", () => client.json<{ invitations: Invitation[] }>("/v1/invitations"));
  const invite = () =>
    run(async () => {
      const { token } = await client.json<{ token: string }>("/v1/invitations", {
        method: "POST",
        body: { email, role },
      });
      setLink(`${location.origin}/app/invitation#${token}`);
      setEmail("");
    }).then(open.reload);
  const revoke = (id: string) =>
    run(() => client.json(`/v1/invitations/${id}`, { method: "DELETE" }), own.revoked).then(open.reload);
  return (
    <section className="card" aria-label={own.invite}>
      <h3>{own.invite}</h3>
      <form
        className="toolbar"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Input
          className="grow"
          type="email"
          required
          aria-label={own.email}
          placeholder={own.email}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          virtual={false}
          className="role"
          aria-label={own.invitedRole}
          value={role}
          onChange={setRole}
          options={roles}
        />
        <Button type="primary" htmlType="submit" loading={busy} disabled={email === ""}>
          {own.inviteButton}
        </Button>
      </form>
      {(open.value?.invitations.length ?? 0) > 0 && (
        <PlainTable
          label={own.open}
          head={[own.open, own.role, own.until, ""]}
          rows={open.value!.invitations.map((one) => [
            one.email,
            words.labels.role[one.role],
            dateTime(one.expiresAt, language),
            <Button key="revoke" size="small" disabled={busy} onClick={() => void revoke(one.id)}>
              {own.revoke}
            </Button>,
          ])}
        />
      )}
      {link !== null && <SecretOnce title={own.link} text={link} onClose={() => setLink(null)} />}
    </section>
  );
}
