import { pino } from "pino";

/** A structured logger: facts first, a constant sentence second. Never log message texts or secrets. */
export interface Logger {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

export function createLogger(level: string): Logger {
  return pino({ level, serializers: { error: pino.stdSerializers.err }, redact: ["authorization", "*.authorization", "apiKey", "*.apiKey"] }, pino.destination(2));
}

const nothing = () => {};
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
