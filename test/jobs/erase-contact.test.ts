import { expect, test } from "vitest";
import { sealAudit } from "../../src/access/audit-seal.ts";
import { verifyAudit } from "../../src/access/audit-verify.ts";
import { renewEndUserSecret } from "../../src/access/tenants.ts";
import type { Proposal } from "../../src/copilot/proposal.ts";
import { findContact } from "../../src/customers/contacts.ts";
import { suggestArticle } from "../../src/jobs/cases/case-suggestion.ts";
import { foldCases } from "../../src/jobs/cases/solved-cases.ts";
import { requestErasure, runErasure, showErasure } from "../../src/jobs/contact/erase-contact.ts";
import { exportContact } from "../../src/jobs/contact/export-contact.ts";
import { learn } from "../../src/jobs/knowledge/learn.ts";
import { type ProposeDeps, proposeJob } from "../../src/jobs/propose.ts";
import { newId } from "../../src/kernel/ids.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { acceptSuggestion, suggestionPage } from "../../src/knowledge/suggestions/review.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { periodOf } from "../../src/reports/period.ts";
import { REPORT_NAMES, runReport } from "../../src/reports/run.ts";
import { acceptDraft, editDraft } from "../../src/tickets/approval/drafts.ts";
import { listMerges, mergeContacts, undoMerge } from "../../src/tickets/contact-merge.ts";
import { correctLabels } from "../../src/tickets/label.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { storeFile } from "../../src/tickets/receiving/attachments.ts";
import { listDrafts } from "../../src/tickets/store/drafts.ts";
import {
  answerSurvey,
  askSurveys,
  openSurvey,
  setUnsubscribed,
  surveyLink,
} from "../../src/tickets/surveys/surveys.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { addNote, closeTicket, escalateTicket, resolveTicket } from "../../src/tickets/work.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import { SLICE_NAMES, sliceValue } from "../../src/voc/slices.ts";
import { readDays, recountDays } from "../../src/voc/store/rollups.ts";
import { readTags } from "../../src/voc/store/tags.ts";
import { testDatabase } from "../support/database.ts";
import { placesOf } from "../support/places.ts";
import { sampleProposal } from "../support/proposals.ts";
import { vocDesk } from "../voc/desk.ts";

// Opened before the first test's time runs.
await testDatabase();

const START = "2026-03-02";
const END = "2026-03-20";
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const [NAME, EMAIL, PHONE, OLD_PHONE, CANARY] = [
  "闻人昭雪",
  "wenren@nowhere.example",
  "13912345678",
  "13887654321",
  "zwixelquorn",
];
/** The person's two ids in the vendor's systems, and somebody else's. */
const [WEB, OLD, OTHER] = ["ext-wenren-web", "ext-wenren-old", "ext-other"];
const words = (more = "") =>
  `我是${NAME}，电话 ${PHONE}，邮箱 ${EMAIL}。${CANARY} 报错 ${CANARY}${more}，怎样导出水晶报表？`;

/** A tenant in which one person wrote under two ids, and another person too; with all that is made of conversations. */
async function richDesk() {
  const desk = await vocDesk(`${START}T05:00:00Z`);
  const { deps, ctx, clock, as, staff, say, read } = desk;
  await renewEndUserSecret(deps, ctx);
  const articles = { db: deps.db, clock, index: createArticleIndex() };

  /** One conversation with a proposal that found nothing, its draft, tags and a note. */
  const conversation = async (externalId: string, thread: string, text: string) => {
    const contact = { externalId, customerId: externalId === OTHER ? "c-other" : "c-1" };
    const file = await storeFile(deps, ctx, contact, {
      name: externalId === OTHER ? "other.png" : `${CANARY}.png`,
      content: PNG,
    });
    const { ticket } = await say(text, { contact, thread, files: [file.id], clientMessageId: `m-${thread}` });
    const decision = { action: "hand_over", handoffReason: "not_in_knowledge_base" } as Partial<Proposal["decision"]>;
    await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal(decision, text));
    await desk.tag(ticket.id, ["defect", "praise"], { text, customerId: ticket.customerId });
    await addNote(deps, as(staff.agent), ticket.id, { text: `已回电：${text}`, mentions: [] });
    clock.advance(60_000);
    return ticket;
  };
  /** What becomes of a conversation in time: a sent reply, labels, an end, an answered survey, a suggested article. */
  const ending = async ({ id }: { id: string }, text: string) => {
    const [made] = await read((tx) => listDrafts(tx, id));
    const { version } = await editDraft(deps, as(staff.manager), made!.id, `回复：${text}`, { version: made!.version });
    await acceptDraft(deps, as(staff.manager), made!.id, { version });
    await correctLabels(deps, as(staff.agent), id, { urgency: "high" });
    await resolveTicket(deps, as(staff.manager), id);
    await closeTicket(deps, as(staff.manager), id);
    await askSurveys(deps, ctx.tenantId);
    const { token } = await surveyLink(deps, ctx, id);
    await answerSurvey(deps, token, { csat: 2, comment: text });
    await setUnsubscribed(deps, token, true);
    await foldCases({ db: deps.db }, ctx.tenantId, new Date(0));
    await suggestArticle({ db: deps.db, clock }, as(staff.agent), id);
    return token;
  };
  const contactId = async (externalId: string) => (await read((tx) => findContact(tx, externalId)))!.id;
  /** Everything that is counted. */
  const figures = async () => {
    await foldTenant(desk.voc, ctx.tenantId);
    await foldFacts({ db: deps.db, policies: deps.policies }, ctx.tenantId, new Date(0));
    const query = {
      period: periodOf(START, END, "UTC"),
      slice: {},
      language: "zh" as const,
      rate: 10_000,
      compare: false,
    };
    const made = [];
    for (const name of REPORT_NAMES) made.push(await runReport(deps, as(staff.manager), name, query, "narrated"));
    return made;
  };
  return { ...desk, articles, conversation, ending, contactId, figures };
}
type RichDesk = Awaited<ReturnType<typeof richDesk>>;

const exported = async (desk: RichDesk, contactId: string) => {
  let text = "";
  for await (const piece of exportContact(desk.deps, desk.ctx, contactId)) text += piece;
  return text;
};
/** A signal that stops a run before its step number `step`. */
const stopAt = (step: number): AbortSignal => {
  let steps = 0;
  const throwIfAborted = () => {
    steps += 1;
    if (steps === step) throw new Error("killed");
  };
  return { throwIfAborted } as AbortSignal;
};
const whole = new AbortController().signal;

test("a person who is erased is found nowhere, counts nowhere, and nobody else lacks anything", {
  timeout: 60_000,
}, async () => {
  const desk = await richDesk();
  const { deps, ctx, as, staff, read, clock } = desk;
  const others = await desk.conversation(OTHER, "main", "怎样导出水晶报表？打不开。");
  const other = await desk.contactId(OTHER);
  const before = await desk.figures();

  const tickets: Ticket[] = [];
  for (let i = 0; i < 6; i += 1)
    tickets.push(await desk.conversation(i < 2 ? OLD : WEB, `t-${i}`, words(`第 ${i} 次`)));
  await storeFile(deps, ctx, { externalId: WEB }, { name: `${CANARY}-unsent.png`, content: PNG });
  const token = await desk.ending(tickets[0]!, words());
  await escalateTicket(deps, as(staff.manager), tickets[1]!.id, {
    ...{ toTier: 2, symptom: words(), summary: words(), triedSteps: words(), version: "8.2", evidence: words() },
  });
  await desk.ending(tickets[2]!, words());
  await learn({ db: deps.db, clock }, ctx.tenantId);
  const [person, old] = [await desk.contactId(WEB), await desk.contactId(OLD)];
  await mergeContacts(deps, as(staff.csm), person, { mergedId: old, reason: `同一电话 ${OLD_PHONE}` });
  const [merge] = await listMerges(deps, ctx, person);
  const gap = (await suggestionPage(desk.articles, ctx, { status: "open", kind: "gap" }, { limit: 9, offset: 0 }))[0]!;
  await acceptSuggestion(desk.articles as never, ctx, gap.id, undefined as never);
  const theme = newId();
  await read(async (tx) => {
    const run = (text: string, ...values: unknown[]) => tx.query(text, [ctx.tenantId, ...values]);
    await run("update contact set name = $2, email = $3 where tenant_id = $1 and id = any($4::uuid[])", NAME, EMAIL, [
      person,
      old,
    ]);
    await run(
      `insert into idempotency (tenant_id, actor, key, request_hash, status, body, created_at)
       values ($1, $2, 'a', '', 200, $3, now()), ($1, 'api_key:k', 'b', '', 200, $4, now())`,
      `end_user:${WEB}`,
      CANARY,
      JSON.stringify({ ticketId: tickets[3]!.id, text: CANARY }),
    );
    await run(
      `insert into artefact (tenant_id, kind, content, content_hash, created_at) values ($1, 'understanding', convert_to($2, 'UTF8'), '', now())`,
      CANARY,
    );
    const rows = [tickets[4]!.id, others.id].map((ticketId) => ({
      ticketId,
      turn: 1,
      question: ticketId === others.id ? "x" : CANARY,
      differences: [],
    }));
    await run(
      `insert into replay_run (tenant_id, id, change, last, status, report, requested_by, created_at)
       values ($1, $2, '{}', 10, 'done', $3::jsonb, 'm', now())`,
      newId(),
      JSON.stringify({ asked: 2, changed: 2, counts: {}, actions: [], rows, estimated: false }),
    );
    await run(
      `insert into knowledge_suggestion (tenant_id, id, kind, status, title, language, count, content, merged_into, created_at, updated_at)
       values ($1, $2, 'gap', 'merged', $3, 'zh', 1, '{}', $4, now(), now())`,
      newId(),
      CANARY,
      gap.id,
    );
    await run(
      `insert into article_version (tenant_id, article_id, version, title, body, content_hash, created_at, gate)
       select $1, article_id, 1, '', '', '', now(), jsonb_build_object('passed', true, 'missed', jsonb_agg(
         jsonb_build_object('question', question)), 'lost', '[]'::jsonb)
       from article_question where tenant_id = $1 group by article_id`,
    );
    await run(
      `insert into voc_theme (tenant_id, id, name, terms, first_day, last_day, updated_at)
       values ($1, $2, $3, $4::jsonb, '2026-03-02', '2026-03-02', now())`,
      theme,
      `${CANARY} · 报表`,
      JSON.stringify({ [`s${CANARY}`]: 0.9, w报表: 0.4 }),
    );
    await run(
      `insert into voc_theme_ticket (tenant_id, theme_id, ticket_id, day, quote)
       values ($1, $2, $3, '2026-03-02', $4), ($1, $2, $5, '2026-03-02', '怎样导出水晶报表？')`,
      theme,
      tickets[5]!.id,
      words(),
      others.id,
    );
    await run(
      `insert into voc_proposed_tag (tenant_id, id, name_zh, name_en, words, reason, theme_id, state, proposed_by, created_at)
       values ($1, $2, $3, $3, $4, 'two tickets', $5, 'rejected', 'themes', now())`,
      newId(),
      `${CANARY} · 报表`,
      [CANARY, "报表"],
      theme,
    );
  });
  expect(JSON.stringify(await desk.figures())).not.toBe(JSON.stringify(before));
  const needles = [NAME, EMAIL, PHONE, OLD_PHONE, CANARY, WEB, OLD];
  expect((await placesOf(desk.deps.db, ctx.tenantId, needles)).length).toBeGreaterThan(40);
  const [handedOut, othersBefore] = [await exported(desk, old), JSON.parse(await exported(desk, other))];
  await sealAudit(deps, ctx.tenantId);

  const input = { reason: `${NAME} 来信 ${PHONE} 要求删除`, confirmation: NAME };
  await expect(requestErasure(deps, ctx, person, { ...input, confirmation: "somebody" })).rejects.toMatchObject({
    code: "unconfirmed",
  });
  expect(await desk.contactId(WEB)).toBe(person);
  const { id } = await requestErasure(deps, as(staff.director), old, input);
  expect(await read((tx) => findContact(tx, WEB))).toBeUndefined();
  await expect(runErasure(deps, ctx, id, stopAt(2))).rejects.toThrow("killed");
  expect(await showErasure(deps, ctx, person)).toMatchObject({ status: "queued" });
  await runErasure(deps, ctx, id, whole);
  const done = await showErasure(deps, ctx, person);
  expect(done).toMatchObject({ status: "done", reason: "[contact] 来信 [phone] 要求删除", contactId: person });
  expect(done.counts).toMatchObject({ ticket: 6, attachment: 7, survey: 2, training_example: 2, voc_tag: 12 });
  await runErasure(deps, ctx, id, whole);
  expect((await requestErasure(deps, ctx, old, input)).id).toBe(id);
  expect((await showErasure(deps, ctx, old)).counts).toEqual(done.counts);

  expect(await placesOf(desk.deps.db, ctx.tenantId, needles)).toEqual([]);
  await sealAudit(deps, ctx.tenantId);
  expect((await verifyAudit(deps, ctx)).intact).toBe(true);
  for (const needle of [...needles, tickets[0]!.id, "sha256"])
    expect([needle, handedOut.includes(needle)]).toEqual([needle, true]);
  expect(JSON.parse(handedOut)).toMatchObject({
    contacts: [{}, {}],
    tickets: tickets.map(({ id: ticketId }) => ({ id: ticketId })),
  });

  expect(JSON.stringify(await desk.figures())).toBe(JSON.stringify(before));
  await expectRecount(desk, others.id);
  const { exportedAt: _, audit: __, ...left } = JSON.parse(await exported(desk, other));
  const { exportedAt: ___, audit: ____, ...had } = othersBefore;
  expect(left).toEqual(had);
  const gates = await read((tx) =>
    tx.query("select gate->'missed' as missed from article_version where tenant_id = $1", [ctx.tenantId]),
  );
  expect(gates.rows).toEqual([{ missed: [{ question: "怎样导出水晶报表？打不开。" }] }]);
  const themes = await read((tx) =>
    tx.query<{ name: string }>("select name from voc_theme where tenant_id = $1", [ctx.tenantId]),
  );
  expect(themes.rows).toEqual([{ name: expect.stringContaining("报表") }]);
  const tags = await read((tx) =>
    tx.query("select name_zh, words from voc_proposed_tag where tenant_id = $1", [ctx.tenantId]),
  );
  expect(tags.rows).toEqual([{ name_zh: "报表", words: ["报表"] }]);
  const trained = await read((tx) =>
    tx.query("select kind, status from training_run where tenant_id = $1", [ctx.tenantId]),
  );
  expect(trained.rows).toEqual([{ kind: "understanding", status: "queued" }]);

  await expect(openSurvey(deps, token)).rejects.toMatchObject({ code: "not_found" });
  await expect(undoMerge(deps, ctx, merge!.id)).rejects.toMatchObject({ code: "conflict" });
  const proposals = {
    tickets: deps,
    copilot: async () => Promise.reject(new Error("not asked")),
  } as unknown as ProposeDeps;
  await proposeJob(proposals)({ tenantId: ctx.tenantId, id: tickets[3]!.id }, whole);
  const again = await desk.say("又来了", { contact: { externalId: WEB } });
  expect(tickets.map(({ contactId }) => contactId)).not.toContain(again.ticket.contactId);
});

test("the reason that is kept names nobody, however short what they are called is", async () => {
  const { deps, ctx, say } = await richDesk();
  const { ticket } = await say("你好", { contact: { externalId: "chen" } });
  const input = { reason: "chen, li.chen@example.com", confirmation: "chen" };
  expect((await requestErasure(deps, ctx, ticket.contactId, input)).reason).toBe("[contact], [email]");
});

test("what is written at the very moment goes with the person or is somebody new's", async () => {
  const desk = await richDesk();
  const { deps, ctx, read } = desk;
  const { ticket } = await desk.say(words(), { contact: { externalId: WEB, customerId: "c-1" } });
  const writing = (n: number) =>
    desk.say(words(String(n)), { contact: { externalId: WEB, customerId: `c-${n}` }, thread: `n-${n % 3}` });
  const early = [1, 2, 3].map(writing);
  const { id } = await requestErasure(deps, ctx, ticket.contactId, { reason: "r", confirmation: WEB });
  const [, ...said] = await Promise.all([runErasure(deps, ctx, id, whole), ...early, ...[4, 5, 6, 7].map(writing)]);
  await runErasure(deps, ctx, id, whole);
  const now = await desk.contactId(WEB);
  const left = await read((tx) =>
    tx.query<{ contact: string }>("select contact_id as contact from ticket where tenant_id = $1", [ctx.tenantId]),
  );
  expect(said.slice(3).map(({ ticket: { contactId } }) => contactId)).toEqual([now, now, now, now]);
  expect(new Set(left.rows.map(({ contact }) => contact))).toEqual(new Set([now]));
  const erased = await read((tx) =>
    tx.query("select name, customer_id from contact where tenant_id = $1 and id = $2", [
      ctx.tenantId,
      ticket.contactId,
    ]),
  );
  expect(erased.rows).toEqual([{ name: null, customer_id: null }]);
});

/** Every slice of every day holds what a recount of the tags gives. */
async function expectRecount({ read }: RichDesk, ticketId: string) {
  await read(async (tx) => {
    const tags = await readTags(tx, ticketId);
    for (const dimension of SLICE_NAMES) {
      const values = [...new Set([...tags.map((tag) => sliceValue(dimension, tag)), "B", "web", "zh", "panheng-erp"])];
      const held = new Map<string, number>();
      const add = (key: string, n: number) => held.set(key, (held.get(key) ?? 0) + n);
      for (const { day, value, counts, kind, change } of await readDays(tx, dimension, values, START, END))
        if (counts === null) add(`${day} ${value} ${kind}`, change!);
        else for (const [ordinal, n] of counts.entries()) add(`${day} ${value} ${ordinal}`, n);
      const counted = await recountDays(tx, dimension, values, START, END);
      expect(Object.fromEntries([...held].filter(([, n]) => n !== 0).sort())).toEqual(
        Object.fromEntries(counted.map(({ day, value, kind, n }) => [`${day} ${value} ${kind}`, n] as const).sort()),
      );
    }
  });
}
