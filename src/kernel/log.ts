import { pino } from "pino";

/** A structured logger: facts first, a constant sentence second. Never log message texts or secrets. */
export interface Logger {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

/** Writes JSON lines to standard error; `level` is one of pino's. Credentials in known fields are blotted out. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      serializers: { error: errorFacts },
      redact: ["authorization", "*.authorization", "apiKey", "*.apiKey"],
    },
    pino.destination(2),
  );
}

const MOST_CAUSES = 5;

/**
 * What the log keeps of an error. Only these fields: what drivers and clients add beside them (the failing row, the
 * request that was sent) may hold words of customers.
 */
export function errorFacts(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, status } = error as { code?: unknown; constraint?: unknown; status?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(status === undefined ? {} : { status }),
    ...(error.cause === undefined || depth === MOST_CAUSES ? {} : { cause: errorFacts(error.cause, depth + 1) }),
  };
}

const nothing = () => {};
/** For where nobody reads a log. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
