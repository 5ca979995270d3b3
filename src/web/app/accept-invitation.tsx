import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import type { Client } from "../client.ts";
import { problemText } from "../ui/words/problem-words.ts";
import { usePreferences } from "./preferences.tsx";
import { navigate } from "./router.tsx";

const PATH = "/app/invitation";
const SHORTEST = 10;

const WORDS = {
  zh: {
    title: "加入三线工作台",
    lead: "设置姓名和密码，之后用受邀的邮箱登录。",
    name: "姓名",
    password: "密码",
    short: `至少 ${SHORTEST} 个字符`,
    needName: "请输入姓名",
    submit: "加入",
  },
  en: {
    title: "Join Threeline",
    lead: "Choose your name and a password. From then on you sign in with the e-mail you were invited by.",
    name: "Name",
    password: "Password",
    short: `At least ${SHORTEST} characters`,
    needName: "Enter your name",
    submit: "Join",
  },
};

/** Whether this page was opened by an invitation's link: its token stands behind the #, which no server logs. */
export const isInvitation = (): boolean => location.pathname === PATH && location.hash.length > 1;

/** Makes a member of whoever holds an invitation, and signs them in. */
export function AcceptInvitation({
  client,
  onDone,
}: {
  readonly client: Client;
  readonly onDone: () => Promise<void>;
}) {
  const { language, words } = usePreferences();
  const own = WORDS[language];
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async ({ name, password }: { name: string; password: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { token: decodeURIComponent(location.hash.slice(1)), name, password };
      const { email } = await client.json<{ email: string }>("/v1/invitations/accept", { method: "POST", body });
      await client.json("/v1/auth/sign-in/email", { method: "POST", body: { email, password } });
      navigate("", { replace: true });
      await onDone();
    } catch (error) {
      setProblem(problemText(error, language, words.state.failed));
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <section className="sign-in-card">
        <h1>{own.title}</h1>
        <p className="lead">{own.lead}</p>
        <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={busy}>
          {problem !== null && <Alert type="error" showIcon title={problem} style={{ marginBottom: 16 }} />}
          <Form.Item name="name" label={own.name} rules={[{ required: true, message: own.needName }]}>
            <Input autoComplete="name" autoFocus size="large" />
          </Form.Item>
          <Form.Item
            name="password"
            label={own.password}
            rules={[{ required: true, min: SHORTEST, message: own.short }]}
          >
            <Input.Password autoComplete="new-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {own.submit}
          </Button>
        </Form>
      </section>
    </main>
  );
}
