import { parseArgs } from "node:util";
import { listen, requireFree } from "./api/listen.ts";
import { webRoutes } from "./api/web.ts";
import { createApp, SAMPLE_KNOWLEDGE } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { openDatabase } from "./db/open.ts";
import { type Demo, openDemo } from "./jobs/demo.ts";
import { systemClock } from "./kernel/clock.ts";
import { describeFailure } from "./kernel/failures.ts";
import { createLogger } from "./kernel/log.ts";
import { progressBar } from "./kernel/progress-bar.ts";

const GRACE_MS = 10_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The process: settings, database, app, demo, listen; then work until a signal asks to stop. */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { "no-demo": { type: "boolean", default: false } } });
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  const stopping = new AbortController();
  const stopped = onSignal(stopping);
  await requireFree(config.HOST, config.PORT);
  const db = await openDatabase(
    {
      url: config.DATABASE_URL,
      poolSize: config.DATABASE_POOL,
      limits: {
        statementMs: config.DATABASE_STATEMENT_TIMEOUT_MS,
        lockMs: config.DATABASE_LOCK_TIMEOUT_MS,
        idleInTransactionMs: config.DATABASE_IDLE_TRANSACTION_TIMEOUT_MS,
      },
      folder: config.DATA_DIR,
    },
    log,
  );
  let demo: Demo | null = null;
  const app = await createApp(config, db, {
    ...(values["no-demo"] ? {} : { demoTenant: () => demo?.tenant.tenantId }),
    clock: systemClock,
    log,
    web: webRoutes({ demo: !values["no-demo"] }),
  });
  const bar = progressBar(process.stderr, "Indexing the sample knowledge base");
  demo = values["no-demo"]
    ? null
    : await openDemo(app, SAMPLE_KNOWLEDGE, ({ through, job }) => bar.show(through, job.total), stopping.signal);
  bar.end();
  const listener = await listen(app.fetch, config.HOST, config.PORT);
  await app.start();
  announce(config, listener.url, demo);
  await stopped;
  say("Stopping: open requests and jobs finish first. Press Ctrl-C again to stop at once.");
  app.endStreams();
  await listener.close(GRACE_MS);
  await app.stop(GRACE_MS);
  await db.close();
}

/** Resolves at the first signal; the second one ends the process at once, which loses nothing either. */
function onSignal(stopping: AbortController): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (stopping.signal.aborted) process.exit(130);
        stopping.abort();
        resolve();
      });
    }
  });
}

function announce(config: Config, url: string, demo: Demo | null): void {
  say(`Threeline 三线 answers at ${url}  (API reference: ${url}/docs)`);
  say(
    `Database: ${config.DATABASE_URL === undefined ? `embedded, in ${config.DATA_DIR}` : "PostgreSQL"}; model: ${config.OPENAI_API_KEY === undefined ? "none, the embedded engine answers" : config.CHAT_MODEL}`,
  );
  if (demo === null) {
    say(`No demo. Make a tenant: npm run threeline -- tenant create acme --name "Acme"`);
    return;
  }
  const member = (role: string) => demo.members.find((one) => one.role === role)?.email;
  say(`Workbench: ${url}/app   chat widget: ${url}/demo`);
  say(
    `Sign in as ${member("agent")}, ${member("manager")}, ${member("admin")} … with the password ${demo.members[0]?.password}`,
  );
  say(`Demo key (30 days): ${demo.key}`);
  say("Try:");
  say(`  curl -N ${url}/v1/chat -H 'Authorization: Bearer ${demo.key}' -H 'Content-Type: application/json' \\`);
  say(
    `    -d '{"contactId":"user-1","message":"升级到 8.2 后月末结账的菜单在哪？","facts":{"product":"panheng-erp","version":"8.2"}}'`,
  );
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  },
);
