import { OpenAIEmbeddings } from "@langchain/openai";
import type { Clock } from "../../kernel/clock.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Embedder } from "../ports.ts";
import { readFault } from "./openai-errors.ts";

/** A sentence model behind any server with an OpenAI-like `/embeddings`. */
export interface OpenAIEmbedderSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  /** Asked of the server and checked; without it the server's own width is found with one request. */
  readonly dimensions?: number;
  readonly batchSize: number;
  readonly requestTimeoutMs: number;
}

/** Texts are sent `batchSize` at a time, in order. Throws `DomainError` when the server fails; ingest tries again. */
export async function openaiEmbedder(settings: OpenAIEmbedderSettings, clock: Clock): Promise<Embedder> {
  const client = new OpenAIEmbeddings({
    apiKey: settings.apiKey,
    model: settings.model,
    batchSize: settings.batchSize,
    timeout: settings.requestTimeoutMs,
    maxRetries: 2,
    // Not every compatible server knows base64, which the client asks for by itself.
    encodingFormat: "float",
    configuration: { baseURL: settings.baseUrl },
    ...(settings.dimensions === undefined ? {} : { dimensions: settings.dimensions }),
  });
  const ask = async (texts: readonly string[]): Promise<number[][]> => {
    try {
      return await client.embedDocuments([...texts]);
    } catch (error) {
      const fault = readFault(error, clock.now());
      throw new DomainError(fault.code, fault.message);
    }
  };
  const dimensions = settings.dimensions ?? (await ask(["dimensions"]))[0]!.length;
  return {
    id: `${settings.model}@${dimensions}`,
    dimensions,
    kind: "neural",
    embed: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += settings.batchSize) {
        if (signal?.aborted) throw new DomainError("canceled", "Embedding was canceled.");
        const batch = await ask(texts.slice(start, start + settings.batchSize));
        vectors.push(...batch.map((vector) => unit(vector, dimensions)));
      }
      return vectors;
    },
  };
}

function unit(vector: readonly number[], dimensions: number): Float32Array {
  if (vector.length !== dimensions)
    throw new DomainError(
      "unavailable",
      `The embedding server sent ${vector.length} numbers instead of ${dimensions}.`,
    );
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
}
