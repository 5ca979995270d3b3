/** What reads a format that is no text: one converter may serve several extensions. */
export type DocumentFormat = "pdf" | "docx" | "pptx" | "xlsx" | "csv";

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  pdf: "pdf",
  docx: "docx",
  docm: "docx",
  pptx: "pptx",
  pptm: "pptx",
  xlsx: "xlsx",
  xlsm: "xlsx",
  csv: "csv",
  tsv: "csv",
};

/** Former formats that nothing here reads, with what to save them as. */
const SUCCESSORS: Readonly<Record<string, string>> = { doc: "docx", xls: "xlsx", ppt: "pptx", wps: "docx", et: "xlsx" };

export const DOCUMENT_EXTENSIONS: readonly string[] = Object.keys(FORMATS);
export const documentFormat = (extension: string): DocumentFormat | undefined =>
  Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
export const successorOf = (extension: string): string | undefined =>
  Object.hasOwn(SUCCESSORS, extension) ? SUCCESSORS[extension] : undefined;
