import pg from "pg";
import { variantsOf } from "./variants.ts";

/** How the driver reads the rows of a statement. */
interface Reading {
  readonly fields: unknown;
  readonly _parsers: unknown;
  readonly _prebuiltEmptyResultObject: unknown;
}

/** What a connection was told of the statements that it has prepared, by their names; null of those that give no rows. */
export type Descriptions = Map<string, Reading | null>;

/** A connection as the driver writes to it. */
type Wire = pg.Connection;

/** A connection that is not asked what rows are like. */
const unasked = variantsOf<Wire>({ describe: () => {} });

/** The driver's query with what its published type leaves out. */
interface Driven extends pg.Query {
  name: string | undefined;
  readonly text: string;
  callback: Done;
  readonly _result: Reading;
  _accumulateRows: boolean;
  hasBeenParsed(connection: Wire): boolean;
  prepare(connection: Wire): void;
  handleRowDescription(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}

type Done = (error: Error | null, result: pg.QueryResult) => void;

const DrivenQuery = pg.Query as unknown as new (text: string, values: unknown[] | undefined) => Driven;

/**
 * A statement that asks for the description of its rows only when a connection first runs it by its name. A description
 * does not grow old: where a change of a table would alter the rows of a prepared statement the server refuses it, and
 * the connection is used no more.
 */
export class PreparedQuery extends DrivenQuery {
  readonly #known: Descriptions;

  constructor({ text, values, name }: pg.QueryConfig, known: Descriptions, done: Done) {
    super(text, values);
    this.name = name;
    this.callback = done;
    this.#known = known;
  }

  override prepare(connection: Wire): void {
    const reading = this.name !== undefined && this.hasBeenParsed(connection) ? this.#known.get(this.name) : undefined;
    if (reading === undefined) {
      super.prepare(connection);
      return;
    }
    if (reading !== null) {
      Object.assign(this._result, reading);
      this._accumulateRows = true;
    }
    super.prepare(unasked(connection));
  }

  override handleRowDescription(message: unknown): void {
    super.handleRowDescription(message);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    if (this.name !== undefined) this.#known.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    super.handleCommandComplete(message, connection);
    if (this.name !== undefined && !this.#known.has(this.name)) this.#known.set(this.name, null);
  }
}
