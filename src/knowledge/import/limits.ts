import type { DocumentLimits } from "../parse/documents/limits.ts";

/** What one import may take in. Bytes are counted uncompressed. */
export interface ImportLimits {
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
  readonly maxFiles: number;
  /** Folders within folders. */
  readonly maxDepth: number;
  /** Uncompressed by compressed size of a zip upload; text packs at 3 to 20. */
  readonly maxZipRatio: number;
  /** For each pdf, docx, pptx, xlsx or csv. */
  readonly documents?: DocumentLimits;
}

export const DEFAULT_LIMITS: ImportLimits = {
  maxFileBytes: 20_000_000,
  maxTotalBytes: 500_000_000,
  maxFiles: 50_000,
  maxDepth: 32,
  maxZipRatio: 100,
};

/** Entries of one zip upload. */
export const MAX_ZIP_ENTRIES = 5_000;

export const megabytes = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`;
