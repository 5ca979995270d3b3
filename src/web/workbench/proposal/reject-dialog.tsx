import { Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useWords } from "../../app/preferences.tsx";
import type { RejectReason } from "../../wire.ts";

interface Props {
  /** Gives true once the draft is put aside. */
  readonly onReject: (reason: RejectReason, comment: string) => Promise<boolean>;
  readonly busy: boolean;
  readonly onClose: () => void;
}

/** Asks why a draft is not used: the copilot learns from the reason. */
export function RejectDialog({ onReject, busy, onClose }: Props) {
  const words = useWords();
  const [reason, setReason] = useState<RejectReason>("wrong_fact");
  const [comment, setComment] = useState("");
  return (
    <Modal
      open
      title={words.proposal.rejectTitle}
      okText={words.proposal.reject}
      cancelText={words.state.cancel}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={async () => {
        if (await onReject(reason, comment)) onClose();
      }}
    >
      <Radio.Group
        className="reasons-choice"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        options={Object.entries(words.labels.reject).map(([value, label], index) => ({
          value,
          label,
          autoFocus: index === 0,
        }))}
      />
      <Input.TextArea
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2_000}
        aria-label={words.proposal.rejectComment}
        placeholder={words.proposal.rejectComment}
      />
    </Modal>
  );
}
