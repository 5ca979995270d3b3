type Names = Readonly<Record<string, string>>;

/** How people call the value of a dimension: by the tenant's taxonomy (`given`), else by our words (`own`), else its code. */
export function valueName(given: ReadonlyMap<string, string>, own: Names, code: string): string {
  // A module that nobody told is of no use to a reader; its product is.
  const told = code.replace(/\/unknown$/, "");
  return given.get(code) ?? given.get(told) ?? own[told] ?? told;
}
