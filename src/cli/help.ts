import { SCOPES } from "../access/roles.ts";

export const HELP = `Usage: npm run threeline -- COMMAND

  ask QUESTION            answer from the knowledge base, with citations
      --kb DIR            … of this folder (indexed once, kept in DATA_DIR), instead of the sample
      --tenant SLUG       … of this tenant
      --product CODE --edition CODE --product-version V
                          what the asker runs
      --json              print the whole proposal
  search QUESTION         the passages that search finds, best first
      --explain           … and where every point of their scores comes from
      --tenant SLUG, --product CODE, --product-version V, --audience public|customer|internal, --json
  cases QUESTION          solved tickets most like it, with what solved them; personal data is masked
      --tenant SLUG, --json
  knowledge import DIR    import a folder (md, mdx, html, rst, txt, csv, pdf, docx, pptx,
                          xlsx); a second time only what changed
      --tenant SLUG       into this tenant (default: demo)
      --source NAME       under this name (default: the folder's)
      --estimate          only say what it would read and cost
  knowledge import-url URL …
                          import pages of the web; a second time only what changed
      --sitemap URL       all pages of a sitemap; those it lists no more are retired
  knowledge imports       the newest imports of a tenant
  knowledge pause|resume|retry|cancel ID
                          hold an import, go on with it, read its failed files again, end it
  knowledge reembed --model NAME [--estimate] [--price-micros N]
                          embed everything with another model (as EMBEDDING_MODEL, or: embedded)
                          beside the one that search asks, and switch at the end
  knowledge reembed pause|resume|cancel|show
                          hold it, go on with it, end it, say how far it is
  tenant create SLUG --name NAME
  tenant secret SLUG      a new secret for the tokens of its end users; prints it, once
  key create --tenant SLUG --name NAME --scopes chat,search
                          scopes: ${SCOPES.join(", ")}
  admin create --tenant SLUG --email ADDRESS
                          the tenant's first administrator; prints a password
  absence EMAIL --tenant SLUG [--from TIME] [--until TIME] [--delegate EMAIL] | --back
                          a member is away, and who stands in; or is back
  mentor EMAIL EMAIL|none --tenant SLUG
                          who reads the drafts of a member who may not send
  contact merge KEPT-ID MERGED-ID --tenant SLUG --reason WHY [--estimate]
                          two contacts of a customer are one person; --estimate says what would move
  contact unmerge MERGE-ID --tenant SLUG
                          take a merge back within seven days
  contact export CONTACT-ID --tenant SLUG
                          all that is held of a person, as one JSON object
  contact erase CONTACT-ID --tenant SLUG --reason WHY --confirm NAME-OR-ID
                          erase it for good, here and now; --confirm repeats who it is
  audit verify --tenant SLUG [--since CHECKPOINT]
                          recompute the chain over the audit; since the checkpoint that an
                          earlier run printed, or all of it
  backup FOLDER           copy the embedded database to a new folder; stop the server first
  restore FOLDER          put a backup into DATA_DIR, where there is no database yet
  replay --tenant SLUG [--policy FILE] [--prompt FILE] [--article FILE] [--last 200] [--json]
                          ask past requests again with a changed file, and say what would go otherwise
  policy dry-run FILE --tenant SLUG [--json]
                          what a changed policy would decide for the past 30 days;
                          the file is named by its kind, e.g. sla.yaml
  usage show --tenant SLUG
                          what language models used this month, and the budget
  usage budget --tenant SLUG --tokens N|none --money-micros N|none
                          monthly limits; at 100 % the embedded engine answers
  demo history --months 12
                          a year of invented tickets in the demo tenant; a second time nothing is added
      --seed N            another story of the same kind
      --tickets N         default: 500 a month
  help                    this text

The database is the one that the settings name (DATABASE_URL, DATA_DIR); an embedded one must not be in use by a server.
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 asked and not answered (handed over).`;

/** What the help says of the commands that begin with this word; all of it where there is none. */
export function helpOn(word: string): string {
  const commands = HELP.split(/\n(?= {2}\S)/).filter((text) => text.startsWith(`  ${word} `));
  return commands.length === 0 ? HELP : `${commands.join("\n")}\n\nnpm run threeline -- help shows all commands.`;
}
