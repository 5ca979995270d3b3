import { Modal, Select } from "antd";
import { useState } from "react";
import { useAbsenceText } from "../../app/absence/absence-text.ts";
import { useWords } from "../../app/preferences.tsx";
import { useSession } from "../../app/session.tsx";
import type { Desk } from "./use-ticket.tsx";

const STAFF: readonly string[] = ["agent", "engineer", "developer", "csm", "manager", "admin"];

/** Makes a member accountable for the ticket. */
export function AssignDialog({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }) {
  const words = useWords();
  const { members } = useSession();
  const absenceText = useAbsenceText();
  const [memberId, setMemberId] = useState<string | null>(null);
  const people = [...members.values()].filter(({ role, status }) => STAFF.includes(role) && status !== "disabled");
  const submit = async () => {
    if (memberId === null) return;
    if (
      await desk.change({
        verb: "assign",
        body: { memberId },
        done: words.ticket.assigned,
      })
    )
      onClose();
  };
  return (
    <Modal
      open
      title={words.ticket.assign}
      okText={words.ticket.assign}
      cancelText={words.state.cancel}
      okButtonProps={{ disabled: memberId === null }}
      confirmLoading={desk.busy}
      onOk={submit}
      onCancel={onClose}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        autoFocus
        aria-label={words.ticket.assignee}
        style={{ width: "100%" }}
        value={memberId}
        onChange={setMemberId}
        options={people.map((member) => ({
          value: member.id,
          label: [member.name, words.labels.role[member.role], absenceText(member)].filter(Boolean).join(" · "),
        }))}
      />
    </Modal>
  );
}
