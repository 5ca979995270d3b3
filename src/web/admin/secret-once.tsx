import { Button, Input, Modal } from "antd";
import { useRef } from "react";
import { useAdminWords } from "./words.ts";

/** Shows something that is never shown again, to be copied. */
export function SecretOnce({
  title,
  text,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly onClose: () => void;
}) {
  const words = useAdminWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = () => {
    field.current?.select();
    void navigator.clipboard?.writeText(text).catch(() => {});
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={[
        <Button key="copy" onClick={copy}>
          {words.copy}
        </Button>,
        <Button key="done" type="primary" onClick={onClose}>
          {words.kept}
        </Button>,
      ]}
    >
      <p>{words.once}</p>
      <Input.TextArea
        ref={(made) => {
          field.current = made?.resizableTextArea?.textArea ?? null;
        }}
        aria-label={title}
        value={text}
        readOnly
        autoSize
      />
    </Modal>
  );
}
