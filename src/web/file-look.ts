/** Images that a browser shows in place; every other file is offered by its name. */
export const isShownImage = (mediaType: string): boolean => /^image\/(?:png|jpeg|gif|webp)$/.test(mediaType);

/** A number of bytes for reading. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
