import { parentPort } from "node:worker_threads";
import { ParseError } from "../parse-error.ts";
import type { ConvertReply, ConvertRequest } from "./converter.ts";
import type { DocumentFormat } from "./formats.ts";
import type { DocumentLimits } from "./limits.ts";

type Convert = (bytes: Uint8Array, limits: DocumentLimits) => string | Promise<string>;

/** Each reader is loaded with the first file that needs it. */
const CONVERTERS: Readonly<Record<DocumentFormat, () => Promise<Convert>>> = {
  pdf: async () => (await import("./pdf.ts")).convertPdf,
  docx: async () => (await import("./docx.ts")).convertDocx,
  pptx: async () => (await import("./pptx.ts")).convertPptx,
  xlsx: async () => (await import("./xlsx.ts")).convertXlsx,
  csv: async () => (await import("./csv.ts")).convertCsv,
};

/** Runs the readers of foreign formats in a thread that may be ended at any moment. */
const port = parentPort!;

async function reply({ id, format, bytes, limits }: ConvertRequest): Promise<ConvertReply> {
  try {
    const convert = await CONVERTERS[format]();
    return { id, text: await convert(bytes, limits) };
  } catch (error) {
    const known = error instanceof ParseError;
    const message = error instanceof Error ? error.message : String(error);
    return { id, reason: known ? message : null, detail: message.slice(0, 300) };
  }
}

port.on("message", (request: ConvertRequest) => void reply(request).then((answer) => port.postMessage(answer)));
