import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenant, inTenantAlone } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { allEvents, type Credentials, open, send, type TestTenant } from "./app.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** One row at least of everything that a route can name by id, made over the API where there is a way. */
export async function enrich(tenant: TestTenant) {
  const { app, ctx } = tenant;
  const [admin, manager, visitor] = [
    await tenant.member("admin"),
    await tenant.member("manager"),
    await tenant.endUser(),
  ];
  const made = async (route: string, body: unknown, as: Credentials = admin.as, headers: Credentials = {}) => {
    const answer = await send(app.fetch, route, as, body, headers);
    if (answer.status >= 300) throw new Error(`${route} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, unknown>;
  };
  const upload = async (): Promise<string> => {
    const form = new FormData();
    form.append("file", new File([PNG], "shot.png", { type: "image/png" }));
    return String((await made("POST /v1/chat/files", form, visitor))["id"]);
  };
  const importId = await tenant.learn({ "zh/secret.md": "# 秘密\n\n他们的秘密做法：先停止服务，再导入备份。\n" });
  const [file, unsent] = [await upload(), await upload()];
  const [first] = await allEvents(
    await open(app.fetch, "POST /v1/chat", visitor, { message: "我要投诉，退钱", files: [file] }),
  );
  const ticket = String(first!.data["ticketId"]);
  const view = await made(`GET /v1/tickets/${ticket}`, undefined);
  const { turn } = view["ticket"] as { turn: number };
  const text = "我们退款 500 元给您。";
  const { draft } = (await made(`POST /v1/tickets/${ticket}/replies`, { text, turn })) as unknown as {
    draft: { id: string };
  };
  const list = (await made("GET /v1/knowledge/articles", undefined)) as unknown as { articles: { id: string }[] };
  const article = list.articles[0]!.id;
  await made(
    `PUT /v1/knowledge/articles/${article}/draft`,
    { title: "另一个", body: "另一份正文。", scope: {} },
    admin.as,
    {
      "if-match": '"1"',
    },
  );
  const question = await made(`POST /v1/knowledge/articles/${article}/questions`, { question: "怎么导入备份？" });
  const key = await made("POST /v1/keys", { name: "k", scopes: ["chat"] });
  const invitation = await made("POST /v1/invitations", { email: `${newId()}@test.example`, role: "agent" });
  const briefing = await made("POST /v1/voc/briefings", { name: "weekly", members: [admin.id] });
  const savedView = await made("POST /v1/voc/views", { name: "mine", question: {} });
  const alert = await made("POST /v1/voc/alerts", { name: "all", rule: { when: "anomaly" }, members: [admin.id] });
  const wish = await made("POST /v1/voc/requests", { title: "a wish" });
  const tag = { name: { zh: "深色", en: "Dark" }, words: ["dark"], reason: "r" };
  const proposed = await made("POST /v1/voc/proposed-tags", tag);
  const backfill = await made("POST /v1/voc/backfills", undefined);
  const reason = await made("POST /v1/reasons", { name: "r" });
  const [theme, conflict, suggestion] = [newId(), newId(), newId()];
  await inTenant(app.db, ctx.tenantId, async (tx) => {
    await tx.query(
      `insert into voc_theme (tenant_id, id, name, terms, first_day, last_day, updated_at)
       values ($1, $2, 'theme', '[]', '2026-03-01', '2026-03-02', now())`,
      [ctx.tenantId, theme],
    );
    await tx.query(
      `insert into article_conflict (tenant_id, id, key_hash, kind, a_article, a_text, a_start, a_end, b_article, b_text,
         b_start, b_end, differing, status, found_at)
       values ($1, $2, 'h', 'number', $3, 'a', 0, 1, $3, 'b', 0, 1, '[]', 'open', now())`,
      [ctx.tenantId, conflict, article],
    );
    await tx.query(
      `insert into knowledge_suggestion (tenant_id, id, kind, status, title, language, count, content, created_at, updated_at)
       values ($1, $2, 'gap', 'open', 'gap', 'zh', 1, '{"questions": []}', now(), now())`,
      [ctx.tenantId, suggestion],
    );
  });
  const contactOf = (externalId: string) =>
    inTenantAlone(app.db, ctx.tenantId, (tx) =>
      ensureContact(tx, app.clock, ctx, { externalId, customerId: "c-rich" }),
    );
  const [kept, other] = [await contactOf("kept"), await contactOf("merged")];
  const merge = await made(`POST /v1/contacts/${kept.id}/merges`, { mergedId: other.id, reason: "one person" });
  const messages = await inTenant(app.db, ctx.tenantId, (tx) =>
    tx.query<{ id: string }>("select id from message where tenant_id = $1 and ticket_id = $2", [ctx.tenantId, ticket]),
  );
  return {
    admin,
    manager,
    ids: {
      ticket,
      draft: draft.id,
      message: messages.rows[0]!.id,
      file,
      unsent,
      import: importId,
      article,
      question: String(question["id"]),
      key: String(key["id"]),
      invitation: String(invitation["id"]),
      member: manager.id,
      briefing: String(briefing["id"]),
      view: String(savedView["id"]),
      alert: String(alert["id"]),
      wish: String(wish["id"]),
      proposed: String(proposed["id"]),
      backfill: String(backfill["backfillId"]),
      reason: String(reason["id"]),
      theme,
      conflict,
      suggestion,
      customer: String(kept.customerId),
      contact: kept.id,
      merge: String(merge["id"]),
    },
  };
}
export type RichIds = Awaited<ReturnType<typeof enrich>>["ids"];
