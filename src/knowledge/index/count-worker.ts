import { parentPort } from "node:worker_threads";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { type CountReply, type CountRequest, MOST_SESSIONS, NAMES_END, toWire } from "./counted-wire.ts";
import { countWords } from "./prepare.ts";

/** Counts the words of articles in a thread of its own, in the order in which they come. */
const port = parentPort!;

interface Session {
  readonly segmenter: Segmenter;
  /** The list of names under way: its number, and how much of it the other side knows. */
  names: readonly string[];
  vocabulary: number;
  told: number;
}

const sessions = new Map<number, Session>();
let vocabularies = 0;

async function count({ id, session: number, dictionary, parts }: CountRequest): Promise<CountReply> {
  try {
    if (dictionary) {
      if (sessions.size === MOST_SESSIONS) sessions.delete(sessions.keys().next().value!);
      sessions.set(number, { segmenter: createSegmenter(dictionary), names: [], vocabulary: 0, told: 0 });
    }
    const session = sessions.get(number)!;
    const counted = await countWords(session.segmenter, parts);
    const { names } = counted;
    if (names !== session.names) Object.assign(session, { names, vocabulary: ++vocabularies, told: 0 });
    const fresh = names.slice(session.told).join(NAMES_END);
    session.told = names.length;
    return { id, article: toWire(counted, { vocabulary: session.vocabulary, names: fresh }) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

let last: Promise<void> = Promise.resolve();
port.on("message", (request: CountRequest) => {
  last = last.then(async () => {
    const reply = await count(request);
    port.postMessage(reply, "article" in reply ? [reply.article.terms.buffer, reply.article.frequencies.buffer] : []);
  });
});
