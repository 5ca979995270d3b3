/** Thrown in the middle of an answer that is longer than any honest one. */
class OversizedAnswerError extends Error {
  override readonly name = "OversizedAnswerError";
}

/** `fetch` that gives up on bodies over `maxBytes`, so that a provider gone wild cannot fill the memory. */
export function boundedFetch(maxBytes: number, ask: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const { body, status, statusText, headers } = await ask(input, init);
    let size = 0;
    const bounded = body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          size += chunk.byteLength;
          if (size > maxBytes) controller.error(new OversizedAnswerError("The model's answer is too long."));
          else controller.enqueue(chunk);
        },
      }),
    );
    return new Response(bounded ?? null, { status, statusText, headers });
  };
}
