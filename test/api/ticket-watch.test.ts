import { expect, test } from "vitest";
import { createTicketWatch, type SeqsOf } from "../../src/api/stream/ticket-watch.ts";

const TENANT = "tenant";

/** A watch whose tickets are what `seqs` says, and what was asked of it. */
function watched(seqs: Map<string, number>) {
  const asked: (readonly string[])[] = [];
  const database = { away: false };
  const seqsOf: SeqsOf = async (_, ids) => {
    asked.push(ids);
    if (database.away) throw new Error("The database is away.");
    return new Map([...seqs].filter(([id]) => ids.includes(id)));
  };
  const ended = new AbortController();
  const { watch, changed } = createTicketWatch(seqsOf, ended.signal, 1);
  const views: AbortController[] = [];
  const look = (id: string, read?: number) => {
    const view = new AbortController();
    views.push(view);
    const { changed: news, read: tell } = watch(TENANT, id, view.signal);
    if (read !== undefined) tell(read);
    return news;
  };
  return { asked, ended, changed, look, views, database };
}

const rounds = async (asked: readonly unknown[], count: number) => {
  const from = asked.length;
  while (asked.length < from + count) await new Promise((resolve) => setTimeout(resolve, 1));
};
const isPending = async (promise: Promise<void>) => {
  const pending = Symbol("pending");
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
};

test("five hundred views of one tenant are one question, and only those with news are woken", async () => {
  const seqs = new Map(Array.from({ length: 500 }, (_, n) => [`t${n}`, 5]));
  const { asked, look, ended } = watched(seqs);
  const views = [...seqs.keys()].map((id) => look(id, 5));
  await rounds(asked, 2);
  expect(asked.every((ids) => ids.length === 500)).toBe(true);
  expect(await isPending(views[7]!)).toBe(true);
  seqs.set("t7", 6);
  await views[7];
  expect(await isPending(views[8]!)).toBe(true);
  ended.abort();
  await Promise.all(views);
});

test("a change between reading a ticket and waiting for news is found", async () => {
  const { look, ended } = watched(new Map([["t", 9]]));
  await look("t", 8);
  ended.abort();
});

test("one of two views that had read less is woken, although the other has read all", async () => {
  const { asked, look, ended } = watched(new Map([["t", 6]]));
  const [behind, current] = [look("t", 5), look("t", 6)];
  await behind;
  await rounds(asked, 1);
  expect(await isPending(current)).toBe(true);
  ended.abort();
});

test("a ticket that is gone wakes its views, and a database that does not answer wakes nobody", async () => {
  const { asked, look, database, ended } = watched(new Map());
  database.away = true;
  const news = look("gone", 3);
  await rounds(asked, 2);
  expect(await isPending(news)).toBe(true);
  database.away = false;
  await news;
  ended.abort();
});

test("a change of this process wakes at once; when nobody looks, nothing is asked", async () => {
  const { asked, look, changed, views, ended } = watched(new Map([["t", 1]]));
  const news = look("t", 1);
  changed(TENANT, "t");
  await news;
  const left = look("t", 1);
  views[1]!.abort();
  await left;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.length).toBeLessThan(3);
  ended.abort();
});
