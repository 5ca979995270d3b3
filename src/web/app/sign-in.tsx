import { Alert, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { ApiError, type Client } from "../client.ts";
import { usePreferences, useWords } from "./preferences.tsx";

interface Props {
  readonly client: Client;
  readonly email?: string;
  readonly onDone: () => Promise<void>;
}

function SignInForm({ client, email = "", onDone }: Props) {
  const words = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (input: { email: string; password: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      await client.json("/v1/auth/sign-in/email", { method: "POST", body: input });
      await onDone();
    } catch (error) {
      setProblem(problemText(error, words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form layout="vertical" requiredMark={false} initialValues={{ email }} onFinish={submit} disabled={busy}>
      {problem !== null && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}
      <Form.Item name="email" label={words.signIn.email} rules={[{ required: true, message: words.signIn.needEmail }]}>
        <Input type="email" autoComplete="username" autoFocus={email === ""} size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label={words.signIn.password}
        rules={[{ required: true, message: words.signIn.needPassword }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={email !== ""} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {words.signIn.submit}
      </Button>
    </Form>
  );
}

function problemText(error: unknown, words: ReturnType<typeof useWords>): string {
  if (!(error instanceof ApiError)) return words.state.failed;
  if (error.code === "offline") return words.state.offline;
  if (error.code === "rate_limited") return words.signIn.tooMany;
  return error.status === 401 ? words.signIn.wrong : error.message;
}

/** The page before one is signed in. */
export function SignIn(props: Props) {
  const { words, language, setLanguage } = usePreferences();
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <p className="brand-mark" aria-hidden="true">
          <i />
          <i />
          <i />
        </p>
        <h1>{words.signIn.title}</h1>
        <p className="lead">{words.signIn.lead}</p>
        <SignInForm {...props} />
        <Button
          type="link"
          className="other-language"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
        >
          {words.app.otherLanguage}
        </Button>
      </section>
    </main>
  );
}

/** Over the page when the session has ended: what was typed below stays. */
export function SignInAgain(props: Props) {
  const words = useWords();
  return (
    <Modal open title={words.signIn.expired} footer={null} closable={false} mask={{ closable: false }} width={400}>
      <p>{words.signIn.expiredText}</p>
      <SignInForm {...props} />
    </Modal>
  );
}
