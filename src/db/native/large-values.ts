import type pg from "pg";

/** From this many bytes on a value is sent as it lies. */
const LARGE = 16_384;

/**
 * Sends large values from where they lie. The driver copies each twice into a buffer that grows on the way, which takes
 * longer than all else that it does for them.
 */
export function sendLargeValuesUncopied({ connection }: pg.PoolClient): void {
  const bind = connection.bind.bind(connection);
  connection.bind = (config, more) => {
    if (!config?.values?.some(isLarge)) {
      bind(config, more);
      return;
    }
    const parts = bindMessage(config);
    if (!connection.stream.writable) return;
    connection.stream.cork();
    for (const part of parts) connection.stream.write(part);
    connection.stream.uncork();
  };
}

const isLarge = (value: unknown): boolean => value instanceof Buffer && value.length >= LARGE;

const [TEXT, BINARY] = [0, 1];
const BIND = "B";

/** Layout: message Bind of PostgreSQL's protocol, as `pg-protocol` writes it. */
function bindMessage({ portal, statement, values = [], valueMapper, binary }: pg.BindConfig): Buffer[] {
  const mapped: unknown[] = values.map((value, i) => (valueMapper ? valueMapper(value, i) : value));
  const parts = [
    Buffer.from(`${portal ?? ""}\0${statement ?? ""}\0`),
    short(mapped.length),
    ...mapped.map((value) => short(value instanceof Buffer ? BINARY : TEXT)),
    short(mapped.length),
    ...mapped.flatMap(withLength),
    short(1),
    short(binary ? BINARY : TEXT),
  ];
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return joinedSmall([Buffer.from(BIND), long(length), ...parts]);
}

function withLength(value: unknown): Buffer[] {
  if (value === null || value === undefined) return [long(-1)];
  const bytes = value instanceof Buffer ? value : Buffer.from(String(value));
  return [long(bytes.length), bytes];
}

/** Each write is a piece of work for the system: small neighbours go together. */
function joinedSmall(parts: readonly Buffer[]): Buffer[] {
  const joined: Buffer[] = [];
  let small: Buffer[] = [];
  for (const part of parts) {
    if (part.length < LARGE) {
      small.push(part);
      continue;
    }
    joined.push(Buffer.concat(small), part);
    small = [];
  }
  joined.push(Buffer.concat(small));
  return joined;
}

function short(value: number): Buffer {
  const out = Buffer.allocUnsafe(2);
  out.writeInt16BE(value);
  return out;
}

function long(value: number): Buffer {
  const out = Buffer.allocUnsafe(4);
  out.writeInt32BE(value);
  return out;
}
