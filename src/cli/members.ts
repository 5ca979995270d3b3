import { changeMember, listMembers, type Member, setAbsence } from "../access/members.ts";
import type { App } from "../app.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

/** Says that a member is away, from when and until when, and who stands in; `--back` that they are here again. */
export async function absenceCommand({ values, words: [email], say, withApp }: Call): Promise<number> {
  const { tenant: slug, from = null, until = null, delegate, back } = values;
  if (slug === undefined || email === undefined || (back && (from ?? until ?? delegate) != null))
    throw usage(
      "Say whose: absence who@example.com --tenant acme [--from TIME] [--until TIME] [--delegate EMAIL], or --back",
    );
  return withApp(null, async (app) => {
    const [ctx, memberOf] = await membersOf(app, slug);
    const absence = back
      ? null
      : {
          ...{ from: instantOf("from", from), until: instantOf("until", until) },
          delegateId: delegate === undefined ? null : memberOf(delegate).id,
        };
    say(JSON.stringify(shown(await setAbsence(app, ctx, memberOf(email).id, absence))));
    return 0;
  });
}

/** Names who reads the drafts of a member who may not send; `none` takes the mentor away. */
export async function mentorCommand({
  values: { tenant: slug },
  words: [email, mentor],
  say,
  withApp,
}: Call): Promise<number> {
  if (slug === undefined || email === undefined || mentor === undefined)
    throw usage("Say whose and who: mentor trainee@example.com mentor@example.com|none --tenant acme");
  return withApp(null, async (app) => {
    const [ctx, memberOf] = await membersOf(app, slug);
    const mentorId = mentor === "none" ? null : memberOf(mentor).id;
    say(JSON.stringify(shown(await changeMember(app, ctx, memberOf(email).id, { mentorId }))));
    return 0;
  });
}

async function membersOf(app: App, slug: string) {
  const ctx = systemCtx((await tenantNamed(app, slug)).tenantId, "cli");
  const members = await listMembers(app, ctx);
  const memberOf = (email: string): Member => {
    const found = members.find((member) => member.email.toLowerCase() === email.toLowerCase());
    if (found === undefined) throw new DomainError("not_found", `${slug} has no member ${email}.`);
    return found;
  };
  return [ctx, memberOf] as const;
}

/** A time with its zone; a day alone begins at midnight in UTC. */
function instantOf(option: string, word: string | null): string | null {
  if (word === null) return null;
  const at = new Date(word);
  if (!/^\d{4}-\d{2}-\d{2}(T\S+(Z|[+-]\d{2}:\d{2}))?$/.test(word) || Number.isNaN(at.getTime()))
    throw usage(
      `--${option} is a day or a time with its zone, like 2026-12-01 or 2026-12-01T09:00+08:00, not ${word}.`,
    );
  return at.toISOString();
}

const shown = ({ email, status, absentFrom, absentUntil, delegateId, mentorId }: Member) => ({
  ...{ email, status, absentFrom, absentUntil, delegateId, mentorId },
});
