import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const READY_MS = 120_000;

/** The real process, started as users start it. */
export interface Running {
  readonly url: string;
  readonly key: string;
  readonly password: string;
  /** kill -9, then waits until the process is gone. */
  kill(): Promise<void>;
}

/** Starts `src/main.ts` on a free port and waits until it says that it answers. */
export function start(env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...env, PORT: "0", RATE_LIMIT_PER_MINUTE: "1000000" },
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  return readyOf(child).then((found) => ({ ...found, kill }));
}

function readyOf(child: ChildProcess): Promise<Pick<Running, "url" | "key" | "password">> {
  return new Promise((found, failed) => {
    let out = "";
    const late = setTimeout(() => failed(new Error(`The process was not ready in time:\n${out}`)), READY_MS);
    const read = (part: Buffer) => {
      out += part.toString();
      const url = /answers at (\S+)/.exec(out)?.[1];
      const password = /with the password (\S+)/.exec(out)?.[1];
      const key = /Demo key[^:]*: (\S+)/.exec(out)?.[1];
      if (url === undefined || password === undefined || key === undefined || !out.includes("Try:")) return;
      clearTimeout(late);
      found({ url, key, password });
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => failed(new Error(`The process ended with ${code}:\n${out}`)));
  });
}

/** Signs a demo member in; the cookie of the session. */
export async function signIn({ url, password }: Running, role: string): Promise<string> {
  const response = await fetch(`${url}/v1/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: `${role}@demo.example`, password }),
  });
  if (response.status !== 204) throw new Error(`Sign-in failed: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
