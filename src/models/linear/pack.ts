import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type LinearModel, quantise } from "./model.ts";
import type { GroupSpec, Vectoriser } from "./vectoriser.ts";

const MAGIC = "3LMODEL1";

/** What a packed file holds: a vectoriser, models by name, and small facts that survive JSON. */
export interface Package<Facts> {
  readonly vectoriser: Vectoriser;
  readonly models: Readonly<Record<string, LinearModel>>;
  readonly facts: Facts;
}

interface Header<Facts> {
  readonly facts: Facts;
  readonly groups: readonly GroupSpec[];
  readonly terms: readonly (readonly string[])[];
  readonly size: number;
  readonly models: readonly { readonly name: string; readonly classes: number; readonly features: number }[];
}

/** One deflated file: a JSON header, idf as f32, then for each model scales as f32 and weights as int8. */
export function pack<Facts>({ vectoriser, models, facts }: Package<Facts>): Buffer {
  const packed = Object.entries(models).map(([name, model]) => ({ name, model: quantise(model) }));
  const header: Header<Facts> = {
    facts,
    groups: vectoriser.groups,
    terms: vectoriser.terms.map((map) => [...map.keys()]),
    size: vectoriser.size,
    models: packed.map(({ name, model }) => ({ name, classes: model.classes, features: model.features })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const parts = [length, json, bytesOf(vectoriser.idf)];
  for (const { model } of packed) parts.push(bytesOf(model.scales), bytesOf(model.weights));
  return Buffer.concat([Buffer.from(MAGIC), deflateRawSync(Buffer.concat(parts), { level: 9 })]);
}

/** The reverse of `pack`. Throws when the bytes are something else. */
export function unpack<Facts>(file: Buffer): Package<Facts> {
  if (file.subarray(0, MAGIC.length).toString() !== MAGIC) throw new Error("not a packed model");
  const body = inflateRawSync(file.subarray(MAGIC.length));
  const end = 4 + body.readUInt32LE(0);
  const header = JSON.parse(body.subarray(4, end).toString()) as Header<Facts>;
  let at = end;
  const take = (bytes: number): ArrayBuffer => {
    const slice = new Uint8Array(body.subarray(at, at + bytes)).buffer;
    at += bytes;
    return slice;
  };
  const idf = new Float32Array(take(header.size * 4));
  let index = 0;
  const terms = header.terms.map((list) => new Map(list.map((term) => [term, index++] as const)));
  const models: Record<string, LinearModel> = {};
  for (const { name, classes, features } of header.models) {
    const scales = new Float32Array(take(classes * 4));
    models[name] = { classes, features, scales, weights: new Int8Array(take(classes * features)) };
  }
  return { vectoriser: { groups: header.groups, terms, idf, size: header.size }, models, facts: header.facts };
}

const bytesOf = (array: Float32Array | Int8Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);
