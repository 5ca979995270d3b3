/** Arrays that may stand in a packed file. */
type Packed = Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array;

const KINDS = { u8: Uint8Array, i8: Int8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;
type Kind = keyof typeof KINDS;

interface Section {
  readonly kind: Kind;
  readonly offset: number;
  readonly length: number;
}

interface Header {
  readonly version: string;
  readonly sections: Readonly<Record<string, Section>>;
}

const ALIGN = 8;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/** One file of named typed arrays: length of the header, the header as JSON, then each array at an aligned offset. */
export function pack(version: string, arrays: Readonly<Record<string, Packed>>): Uint8Array {
  const sections: Record<string, Section> = {};
  let size = 0;
  for (const [name, array] of Object.entries(arrays)) {
    const kind = (Object.keys(KINDS) as Kind[]).find((key) => array instanceof KINDS[key])!;
    sections[name] = { kind, offset: size, length: array.length };
    size += aligned(array.byteLength);
  }
  const header = new TextEncoder().encode(JSON.stringify({ version, sections } satisfies Header));
  const start = aligned(4 + header.length);
  const file = new Uint8Array(start + size);
  new DataView(file.buffer).setUint32(0, header.length, true);
  file.set(header, 4);
  for (const [name, array] of Object.entries(arrays))
    file.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + sections[name]!.offset);
  return file;
}

/** The arrays of a packed file, as views over its buffer: nothing is copied. */
export function unpack(file: Uint8Array): {
  version: string;
  array: <K extends Kind>(name: string, kind: K) => InstanceType<(typeof KINDS)[K]>;
} {
  // A view needs an aligned start, which a buffer from the pool of small ones may not have.
  const whole = file.byteOffset % ALIGN === 0 ? file : Uint8Array.from(file);
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length))) as Header;
  const start = whole.byteOffset + aligned(4 + length);
  return {
    version: header.version,
    array: (name, kind) => {
      const section = header.sections[name];
      if (section?.kind !== kind) throw new Error(`The gloss file has no ${kind} array "${name}".`);
      return new KINDS[kind](whole.buffer as ArrayBuffer, start + section.offset, section.length) as never;
    },
  };
}
