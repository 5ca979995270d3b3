import { parseArgs } from "node:util";
import { ask } from "./cli/ask.ts";
import { verifyAuditCommand } from "./cli/audit.ts";
import { backupCommand, restoreCommand } from "./cli/backup.ts";
import { casesCommand } from "./cli/cases.ts";
import { type Command, OPTIONS, UsageError, usage, withApp } from "./cli/command.ts";
import { eraseContactCommand, exportContactCommand, mergeContactsCommand, undoMergeCommand } from "./cli/contacts.ts";
import { demoHistory } from "./cli/demo.ts";
import { HELP, helpOn } from "./cli/help.ts";
import {
  cancelImportCommand,
  importUrlCommand,
  listImportsCommand,
  pauseImportCommand,
  resumeImportCommand,
  retryImportCommand,
} from "./cli/imports.ts";
import { importKnowledge } from "./cli/knowledge.ts";
import { absenceCommand, mentorCommand } from "./cli/members.ts";
import { dryRunPolicyCommand } from "./cli/policies.ts";
import { reembedCommand } from "./cli/reembed.ts";
import { replayCommand } from "./cli/replay.ts";
import { searchCommand } from "./cli/search.ts";
import { createAdminCommand, createKeyCommand, createTenantCommand, tenantSecretCommand } from "./cli/tenants.ts";
import { setBudgetCommand, showUsageCommand } from "./cli/usage.ts";
import { describeFailure } from "./kernel/failures.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  ask,
  search: searchCommand,
  cases: casesCommand,
  "knowledge import": importKnowledge,
  "knowledge import-url": importUrlCommand,
  "knowledge imports": listImportsCommand,
  "knowledge pause": pauseImportCommand,
  "knowledge resume": resumeImportCommand,
  "knowledge retry": retryImportCommand,
  "knowledge cancel": cancelImportCommand,
  "knowledge reembed": reembedCommand,
  "tenant create": createTenantCommand,
  "tenant secret": tenantSecretCommand,
  "key create": createKeyCommand,
  "admin create": createAdminCommand,
  absence: absenceCommand,
  mentor: mentorCommand,
  "contact merge": mergeContactsCommand,
  "contact unmerge": undoMergeCommand,
  "contact export": exportContactCommand,
  "contact erase": eraseContactCommand,
  "audit verify": verifyAuditCommand,
  backup: backupCommand,
  restore: restoreCommand,
  "policy dry-run": dryRunPolicyCommand,
  "usage show": showUsageCommand,
  replay: replayCommand,
  "usage budget": setBudgetCommand,
  "demo history": demoHistory,
};

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: OPTIONS });
  const [first = "help", second = ""] = positionals;
  const say = (line: string) => console.log(line);
  if (values.help || first === "help") {
    say(first === "help" ? HELP : helpOn(first));
    return 0;
  }
  const two = COMMANDS[`${first} ${second}`];
  if (two !== undefined) return two({ values, words: positionals.slice(2), say, withApp });
  const one = COMMANDS[first];
  if (one === undefined) throw usage(`There is no command ${[first, second].join(" ").trim()}.`);
  return one({ values, words: positionals.slice(1), say, withApp });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const wrongUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    const [first = ""] = process.argv.slice(2);
    console.error(wrongUsage ? `${(error as Error).message}\n\n${helpOn(first)}` : describeFailure(error));
    process.exit(wrongUsage ? 2 : 1);
  },
);
