import { requestErasure, runErasure, showErasure } from "../jobs/contact/erase-contact.ts";
import { exportContact } from "../jobs/contact/export-contact.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { mergeContacts, previewMerge, undoMerge } from "../tickets/contact-merge.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Makes two contacts of one customer one person; `--estimate` only says what would move. */
export async function mergeContactsCommand({ values, words: [kept, merged], say, withApp }: Call): Promise<number> {
  const { tenant: slug, reason, estimate } = values;
  if (slug === undefined || !areIds(kept, merged) || (reason === undefined && !estimate))
    throw usage('Say which and why: contact merge KEPT-ID MERGED-ID --tenant acme --reason "same phone" [--estimate]');
  return withApp(null, async (app) => {
    const ctx = systemCtx((await tenantNamed(app, slug)).tenantId, "cli");
    const told = estimate
      ? await previewMerge(app.tickets, ctx, kept!, merged!)
      : await mergeContacts(app.tickets, ctx, kept!, { mergedId: merged!, reason: reason! });
    say(JSON.stringify(told, null, 2));
    return 0;
  });
}

/** Takes a merge back within seven days. */
export async function undoMergeCommand({ values: { tenant: slug }, words: [id], say, withApp }: Call): Promise<number> {
  if (slug === undefined || !areIds(id)) throw usage("Say which: contact unmerge MERGE-ID --tenant acme");
  return withApp(null, async (app) => {
    const ctx = systemCtx((await tenantNamed(app, slug)).tenantId, "cli");
    say(JSON.stringify(await undoMerge(app.tickets, ctx, id!), null, 2));
    return 0;
  });
}

/** Prints all that is held of a person. */
export async function exportContactCommand({ values, words: [id], say, withApp }: Call): Promise<number> {
  const { tenant: slug } = values;
  if (slug === undefined || !areIds(id)) throw usage("Say whose: contact export CONTACT-ID --tenant acme");
  return withApp(null, async (app) => {
    const ctx = systemCtx((await tenantNamed(app, slug)).tenantId, "cli");
    for await (const piece of exportContact(app.tickets, ctx, id!)) say(piece);
    return 0;
  });
}

/** Erases all that is held of a person, and waits for the end; typed again after a kill it goes on. */
export async function eraseContactCommand({ values, words: [id], say, withApp }: Call): Promise<number> {
  const { tenant: slug, reason, confirm } = values;
  if (slug === undefined || !areIds(id) || reason === undefined || confirm === undefined)
    throw usage(
      'Say whose and why: contact erase CONTACT-ID --tenant acme --reason "asked by mail" --confirm "Wang Wei"',
    );
  return withApp(null, async (app) => {
    const ctx = systemCtx((await tenantNamed(app, slug)).tenantId, "cli");
    const erasure = await requestErasure(app.tickets, ctx, id!, { reason, confirmation: confirm });
    await runErasure(app.tickets, ctx, erasure.id, new AbortController().signal);
    say(JSON.stringify(await showErasure(app.tickets, ctx, id!), null, 2));
    return 0;
  });
}

const areIds = (...words: readonly (string | undefined)[]): boolean => words.every((word) => ID.test(word ?? ""));
