import { parentPort } from "node:worker_threads";
import type { TermTexts } from "../../models/segment/term-texts.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { type CountReply, type CountRequest, MOST_SESSIONS, toWire } from "./counted-wire.ts";
import { countWords, createCountRoom } from "./prepare.ts";

/** Counts the words of articles in a thread of its own, in the order in which they come. */
const port = parentPort!;

interface Session {
  readonly segmenter: Segmenter;
  /** The list of names under way: its number, and how much of it the other side knows. */
  names: TermTexts | null;
  vocabulary: number;
  told: number;
}

const sessions = new Map<number, Session>();
/** What is counted in it leaves as a copy before the next is. */
const room = createCountRoom();
let vocabularies = 0;

async function count({ id, session: number, dictionary, parts }: CountRequest): Promise<CountReply> {
  try {
    if (dictionary) {
      if (sessions.size === MOST_SESSIONS) sessions.delete(sessions.keys().next().value!);
      sessions.set(number, { segmenter: createSegmenter(dictionary), names: null, vocabulary: 0, told: 0 });
    }
    const session = sessions.get(number)!;
    const counted = await countWords(session.segmenter, parts, room);
    const { names } = counted;
    if (names !== session.names) Object.assign(session, { names, vocabulary: ++vocabularies, told: 0 });
    const article = toWire(counted, session.vocabulary, session.told);
    session.told = names.count();
    return { id, article };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Chunks that go back together: each message wakes the other side. */
const CHUNKS_A_REPLY = 32;
let replies: CountReply[] = [];
let chunks = 0;
let waiting = 0;

function reply(one: CountReply): void {
  replies.push(one);
  chunks += "article" in one ? one.article.chunks : 1;
  if (waiting > 0 && chunks < CHUNKS_A_REPLY) return;
  port.postMessage(
    replies,
    replies.flatMap((each) => ("article" in each ? [each.article.buffer] : [])),
  );
  replies = [];
  chunks = 0;
}

let last: Promise<void> = Promise.resolve();
port.on("message", (requests: readonly CountRequest[]) => {
  waiting += requests.length;
  for (const request of requests)
    last = last.then(async () => {
      const counted = await count(request);
      waiting -= 1;
      reply(counted);
    });
});
