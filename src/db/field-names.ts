/** A row under the names that the API gives its columns: `media_type` is `mediaType`. What stands inside of a value stays. */
export const inFieldNames = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
