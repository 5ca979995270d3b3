import { newPlace } from "../faults/place.ts";
import { fillDepartment } from "./department/fill.ts";
import { measureDepartment, PHASES } from "./department/measure.ts";
import { type Bench, type BenchCheck, figure } from "./table.ts";

const TICKETS_A_MEMBER = 120;
const ARTICLES_A_MEMBER = 26;

/**
 * A department at work on one process: `--rounds` members (50 without it), each with a workbench open, customers who
 * chat, analysts, an import. `--only` names phases, see `PHASES`. There is no peer: these are plain figures.
 */
export const run: Bench = async ({ db: kind, small, rounds, only }) => {
  const members = rounds ?? (small ? 10 : 50);
  const phases = PHASES.filter((phase) => only === undefined || only.split(",").includes(phase));
  const place = await newPlace(kind);
  const checks: BenchCheck[] = [];
  const say = (...told: Parameters<typeof figure>) => checks.push(figure(...told));
  try {
    const db = await place.open();
    const size = { members, tickets: members * TICKETS_A_MEMBER, articles: members * ARTICLES_A_MEMBER };
    const department = await fillDepartment(db, size).finally(() => db.close());
    say("members", members, "members");
    say("tickets", department.tickets, "tickets");
    say("articles", department.articles, "articles");
    await measureDepartment(place, department, { phases, seconds: small ? 10 : 30 }, say);
    return checks;
  } finally {
    await place.remove();
  }
};
