import type { Client } from "../../client.ts";
import type { Waiting } from "../../wire.ts";

/** Of 100 drafts each: whoever has more to consent to has the longest waiting ones first, and sees the rest after them. */
const MOST_PAGES = 5;

/** The drafts that wait for an approval, longest first. */
export async function waitingDrafts(client: Client): Promise<Waiting[]> {
  const all: Waiting[] = [];
  let path = "/v1/approvals";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { waiting, next } = await client.json<{ waiting: Waiting[]; next: string | null }>(path);
    all.push(...waiting);
    if (next === null) break;
    path = `/v1/approvals?cursor=${encodeURIComponent(next)}`;
  }
  return all;
}
