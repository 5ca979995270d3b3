import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** A running `node src/main.ts`. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Asks it to stop; its exit code. */
  stop(): Promise<number | null>;
}

const MAIN = resolve(import.meta.dirname, "../../src/main.ts");

/** Starts the product without its demo, on a free port. Resolves once it answers; rejects with what it said when it ends. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const { child, ready } = launch(env);
  const url = await ready;
  return {
    url,
    pid: child.pid!,
    kill: () => end(child, "SIGKILL").then(() => {}),
    stop: () => end(child, "SIGTERM"),
  };
}

/** Starts the product and kills it after `ms`, however far it has come. */
export async function startAndKill(env: Readonly<Record<string, string>>, ms: number): Promise<void> {
  const { child, ready } = launch(env);
  ready.catch(() => {});
  await new Promise((done) => setTimeout(done, ms));
  await end(child, "SIGKILL");
}

function launch(env: Readonly<Record<string, string>>): { child: ChildProcess; ready: Promise<string> } {
  const { DATABASE_URL: _url, DATA_DIR: _folder, OPENAI_API_KEY: _key, ...rest } = process.env;
  const child = spawn(process.execPath, [MAIN, "--no-demo"], {
    env: { ...rest, PORT: "0", RATE_LIMIT_PER_MINUTE: "1000000", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ready = new Promise<string>((done, fail) => {
    child.stdout?.on("data", (text: Buffer) => {
      said += text;
      const url = /answers at (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) done(url);
    });
    child.stderr?.on("data", (text: Buffer) => {
      said += text;
    });
    child.once("exit", (code, signal) => fail(new Error(`The process ended (${signal ?? code}) and said:\n${said}`)));
  });
  return { child, ready };
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}
