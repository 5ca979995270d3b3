import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");
const DOMAIN = ["access", "policy", "customers", "knowledge", "copilot", "tickets", "voc", "reports", "channels"];

/** The whole architecture: each part of src/ and the parts it may import. Each row names only rows above it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  kernel: [],
  db: ["kernel"],
  models: ["kernel"],
  access: ["kernel", "db"],
  policy: ["kernel", "db", "access"],
  customers: ["kernel", "db", "access", "policy"],
  knowledge: ["kernel", "db", "models", "access"],
  copilot: ["kernel", "models", "policy", "knowledge"],
  tickets: ["kernel", "db", "models", "access", "policy", "customers", "copilot"],
  voc: ["kernel", "db", "models", "access", "policy"],
  reports: ["kernel", "db", "access", "policy"],
  channels: ["kernel", "db", "access", "customers", "tickets"],
  jobs: ["kernel", "db", "models", ...DOMAIN],
  api: ["kernel", "db", "models", ...DOMAIN, "jobs"],
  web: ["api"], // types only
  "config.ts": ["kernel"],
  "app.ts": ["kernel", "config.ts", "db", "models", ...DOMAIN, "jobs", "api"],
  // The process and the command line call verbs on what the composition root built.
  "main.ts": ["kernel", "config.ts", "app.ts", "db", "jobs", "api"],
  cli: ["kernel", "config.ts", "app.ts", "db", "models", ...DOMAIN, "jobs"],
  "cli.ts": ["kernel", "access", "cli"],
};

/** Packages with one home, so that replacing one touches one folder. */
const HOME: Record<string, readonly string[]> = {
  pg: ["db"],
  pgvector: ["db"],
  "pg-boss": ["db"],
  "@electric-sql/pglite": ["db"],
  "@electric-sql/pglite-pgvector": ["db"],
  "better-auth": ["access"],
  hono: ["api"],
  "@hono/zod-openapi": ["api"],
  "@hono/node-server": ["api"],
  "swagger-ui-dist": ["api"],
  openai: ["models"],
  langchain: ["models"],
  "@langchain/openai": ["models"],
  "@langchain/core": ["models", "knowledge"],
  "@langchain/textsplitters": ["knowledge"],
  "@langchain/community": ["knowledge"],
  "@node-rs/jieba": ["models"],
  "opencc-js": ["models"],
  "pdf-parse": ["knowledge"],
  mammoth: ["knowledge"],
  officeparser: ["knowledge"],
  "read-excel-file": ["knowledge"],
  "d3-dsv": ["knowledge"],
  "robots-parser": ["knowledge"],
  "ipaddr.js": ["knowledge"],
  react: ["web"],
  echarts: ["web"],
};

const IMPORT = /(?:^(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?|\bimport\(\s*)["']([^"']+)["']/gm;
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const source = (file: string) => readFileSync(join(SRC, file), "utf8");
const imports = files.flatMap((file) =>
  [...source(file).matchAll(IMPORT)].map(([, typeOnly, target = ""]) => ({
    file,
    target,
    typeOnly: Boolean(typeOnly),
  })),
);
const part = (file: string) => file.split("/")[0] ?? file;
const packageOf = (target: string) =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");

test("there is something to check", () => {
  expect(files.length).toBeGreaterThan(10);
  expect(imports.length).toBeGreaterThan(0);
});

test("every part of src/ is in the table", () => {
  expect(files.filter((file) => !(part(file) in MAY_IMPORT))).toEqual([]);
});

test("imports follow the table", () => {
  const broken = imports.filter(({ file, target, typeOnly }) => {
    const from = part(file);
    if (!target.startsWith(".")) return !(HOME[packageOf(target)] ?? [from]).includes(from);
    const to = part(relative(SRC, join(SRC, dirname(file), target)));
    if (from === "web" && to === "api") return !typeOnly;
    return to !== from && !MAY_IMPORT[from]?.includes(to);
  });
  expect(broken).toEqual([]);
});

test("the table has no cycle: each part names only parts above it", () => {
  const order = Object.keys(MAY_IMPORT);
  const upward = order.flatMap((from, i) =>
    MAY_IMPORT[from]!.filter((to) => order.indexOf(to) >= i).map((to) => `${from} -> ${to}`),
  );
  expect(upward).toEqual([]);
});

test("no source file is longer than 250 lines", () => {
  expect(files.filter((file) => source(file).split("\n").length > 251)).toEqual([]);
});

test("SQL stands only in db, in store files, and where the design allows search and report statements", () => {
  const statement = /[`"']\s*(?:select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\()/i;
  const allowed = (file: string) => /(^db\/|(^|\/)store\.ts$|\/store\/|^knowledge\/|^reports\/|^voc\/)/.test(file);
  expect(files.filter((file) => !allowed(file) && statement.test(source(file)))).toEqual([]);
});

test("only config.ts reads the environment", () => {
  expect(files.filter((file) => file !== "config.ts" && /process\.env/.test(source(file)))).toEqual([]);
});

test("only the command line prints", () => {
  expect(files.filter((file) => file !== "cli.ts" && /\bconsole\./.test(source(file)))).toEqual([]);
});

test("nothing is called utils, helpers, manager, data or info", () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|manager|data|info)(\.|\/)/.test(file))).toEqual([]);
});
