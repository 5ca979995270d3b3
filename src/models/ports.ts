/** What the copilot asks of a language model: a fixed instruction part, a data part, and the shape of the answer. */
export interface ModelRequest {
  /** Byte-stable for all requests of a tenant, so that a provider can cache it. */
  readonly system: string;
  /** Untrusted data, fenced; always last. */
  readonly user: string;
  /** JSON schema of the answer, for providers that can constrain their output. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly schemaName: string;
  readonly maxOutputTokens: number;
  readonly temperature: number;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ModelReply {
  readonly text: string;
  /** Of all requests of the call, those that failed after the model had worked among them. */
  readonly usage: ModelUsage;
  /** The model that answered, as the provider names it. */
  readonly model: string;
  /** Requests that failed before this one succeeded. */
  readonly retries: number;
}

/** Hears an answer while it is being written, in pieces that joined are the text of the reply. */
export interface Listener {
  /** A model begins to answer; what was heard before is void. */
  begins(): void;
  hears(piece: string): void;
  /** Whether somebody has read from this answer: then no other may take its place, and its failure is final. */
  inUse(): boolean;
}

/**
 * A chat model behind any provider. With a listener it streams if it can; one that cannot says nothing before its end.
 * Throws `DomainError` with code `unavailable`, `timeout`, `rate_limited` or `canceled`.
 */
export interface ChatModel {
  readonly id: string;
  complete(request: ModelRequest, signal: AbortSignal, listener?: Listener): Promise<ModelReply>;
}

/** Turns texts into vectors of one space. `weight` says how far the space can be trusted beside words. */
export interface Embedder {
  readonly id: string;
  readonly dimensions: number;
  /** `gloss`: averaged word vectors, helps across languages only. `neural`: a sentence model, takes part at full weight. */
  readonly kind: "gloss" | "neural";
  /** One unit-length vector a text, in order; a text without any known word gives zeros. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}
