/** Kinds of personal data and secrets that rules can find. */
export const PII_KINDS = [
  "email",
  "phone",
  "id_card",
  "bank_card",
  "iban",
  "ip",
  "ssn",
  "secret",
  "name",
  "address",
  "birth_date",
  "document",
  "messenger",
  "plate",
] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** `text.slice(start, end)` is the personal data; positions count UTF-16 units. */
export interface PiiSpan {
  readonly kind: PiiKind;
  readonly start: number;
  readonly end: number;
}

export interface PiiRule {
  readonly kind: PiiKind;
  readonly pattern: RegExp;
  /** As many digits as a text with it has at least. */
  readonly digits?: number;
  readonly holds?: (found: string) => boolean;
}
