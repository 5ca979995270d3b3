/** What one document may take while it is converted. */
export interface DocumentLimits {
  /** From the start to the text; then its thread is ended. */
  readonly maxMilliseconds: number;
  /** Of the converter's own heap. */
  readonly maxHeapMegabytes: number;
  /** Of what it holds outside of its heap: unpacked streams, pictures. */
  readonly maxOutsideMegabytes: number;
  readonly maxPages: number;
  readonly maxSlides: number;
  readonly maxSheets: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Characters of the text. */
  readonly maxText: number;
  /** Of the XML in an Office file, together. */
  readonly maxUnpackedBytes: number;
  /** Unpacked by packed size of it, where more than 10 MB are unpacked. */
  readonly maxRatio: number;
  readonly maxEntries: number;
}

export const DOCUMENT_LIMITS: DocumentLimits = {
  maxMilliseconds: 60_000,
  maxHeapMegabytes: 768,
  maxOutsideMegabytes: 512,
  maxPages: 3_000,
  maxSlides: 1_000,
  maxSheets: 200,
  maxRows: 50_000,
  maxColumns: 200,
  maxText: 10_000_000,
  maxUnpackedBytes: 150_000_000,
  maxRatio: 200,
  maxEntries: 10_000,
};
