/** Why one file could not become an article. It fails that file only; the message is for the person who imports. */
export class ParseError extends Error {
  readonly line: number | null;

  constructor(message: string, line: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = "ParseError";
    this.line = line;
  }
}

/** The file is sound but there is nothing in it to answer from: an index page, an empty file. */
export class EmptyArticle extends ParseError {}
