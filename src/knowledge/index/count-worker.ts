import { parentPort } from "node:worker_threads";
import type { TermTexts } from "../../models/segment/term-texts.ts";
import { createSegmenter, type Segmenter } from "../../models/segmenter.ts";
import { type CountReply, type CountRequest, MOST_SESSIONS, toWire, type WireArticle } from "./counted-wire.ts";
import { countWords } from "./prepare.ts";

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
let vocabularies = 0;

async function count({ id, session: number, dictionary, parts }: CountRequest): Promise<CountReply> {
  try {
    if (dictionary) {
      if (sessions.size === MOST_SESSIONS) sessions.delete(sessions.keys().next().value!);
      sessions.set(number, { segmenter: createSegmenter(dictionary), names: null, vocabulary: 0, told: 0 });
    }
    const session = sessions.get(number)!;
    const counted = await countWords(session.segmenter, parts);
    const { names } = counted;
    if (names !== session.names) Object.assign(session, { names, vocabulary: ++vocabularies, told: 0 });
    const from = session.told;
    session.told = names.count();
    return { id, article: toWire(counted, { vocabulary: session.vocabulary, ...namesFrom(names, from) }) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** What a list has got since it had so many. */
function namesFrom(names: TermTexts, from: number): Pick<WireArticle, "names" | "nameLengths"> {
  const places = names.places().subarray(from, names.count() + 1);
  const nameLengths = new Uint16Array(places.length - 1);
  for (let i = 0; i < nameLengths.length; i++) nameLengths[i] = places[i + 1]! - places[i]!;
  return { names: new Uint8Array(names.bytes().subarray(places[0], places.at(-1))), nameLengths };
}

let last: Promise<void> = Promise.resolve();
port.on("message", (request: CountRequest) => {
  last = last.then(async () => {
    const reply = await count(request);
    port.postMessage(reply, "article" in reply ? buffersOf(reply.article) : []);
  });
});

const buffersOf = ({ terms, frequencies, names, nameLengths }: WireArticle): ArrayBuffer[] =>
  [terms, frequencies, names, nameLengths].map(({ buffer }) => buffer);
