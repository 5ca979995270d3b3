import type { Context } from "hono";
import { DomainError, invalid } from "../kernel/errors.ts";
import type { UploadedFile } from "../knowledge/import/unzip.ts";
import { readUpTo } from "./bodies.ts";
import type { Env } from "./environment.ts";

export type Upload = { readonly files: readonly UploadedFile[] } | { readonly zip: Uint8Array };

/**
 * The uploaded files, read no further than `maxBytes`: a form with one or more `file` fields (zips among them too), or
 * a zip as the body.
 */
export async function readUpload(c: Context<Env>, maxBytes: number): Promise<Upload> {
  const type = (c.req.header("content-type") ?? "").toLowerCase();
  const isZip = /^application\/(?:zip|x-zip-compressed)\b/.test(type);
  if (!isZip && !type.startsWith("multipart/form-data")) {
    throw new DomainError(
      "unsupported",
      "Send the files as multipart/form-data (fields named `file`), or a zip as application/zip.",
      [{ field: "content-type", reason: type === "" ? "missing" : type }],
    );
  }
  const bytes = await readBody(c, maxBytes);
  if (isZip) return { zip: bytes };
  return { files: await formFiles(c, bytes) };
}

/** The one file of a form's field `file`, read no further than `maxBytes`. */
export async function readFile(c: Context<Env>, maxBytes: number): Promise<UploadedFile> {
  const type = (c.req.header("content-type") ?? "").toLowerCase();
  if (!type.startsWith("multipart/form-data")) {
    throw new DomainError("unsupported", "Send the file as multipart/form-data, in a field named `file`.", [
      { field: "content-type", reason: type === "" ? "missing" : type },
    ]);
  }
  const files = await formFiles(c, await readBody(c, maxBytes + FORM_BYTES));
  if (files.length > 1) throw invalid("file", "one file at a time");
  const [file] = files;
  if (file!.content.length > maxBytes)
    throw new DomainError("too_large", `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`, [
      { field: "file", reason: "too large" },
    ]);
  return file!;
}

/** What a form adds to its file. */
const FORM_BYTES = 4_000;

async function formFiles(c: Context<Env>, bytes: Uint8Array<ArrayBuffer>): Promise<UploadedFile[]> {
  const form = await new Response(bytes, { headers: { "content-type": c.req.header("content-type")! } })
    .formData()
    .catch((cause: unknown) => {
      throw new DomainError("invalid", "The form is malformed.", [{ field: "(body)", reason: "malformed multipart" }], {
        cause,
      });
    });
  const strange = [...form.keys()].find((name) => name !== "file");
  if (strange !== undefined) throw invalid(strange, "is no field of this form; all but `file` stands in the address");
  const uploads = form.getAll("file").filter((entry) => typeof entry !== "string");
  if (uploads.length === 0)
    throw new DomainError("invalid", "The form holds no file.", [{ field: "file", reason: "required" }]);
  return Promise.all(
    uploads.map(async (file) => ({ path: file.name, content: new Uint8Array(await file.arrayBuffer()) })),
  );
}

async function readBody(c: Context<Env>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new DomainError("too_large", `The upload is larger than ${maxBytes} bytes.`, [
      { field: "(body)", reason: "too large" },
    ]);
  if (Number(c.req.header("content-length") ?? 0) > maxBytes) throw tooLarge();
  return readUpTo(c.req.raw.body, maxBytes, tooLarge);
}
