/** What a statement gives back. `rowCount` is the number of rows returned or touched. */
export interface Rows<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** Anything that runs a parametrised statement. Values never go into the text. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Rows<Row>>;
}

/** A statement with its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A connection held by one caller until it is released. */
export interface Connection extends Queryable {
  /**
   * Runs statements in one trip and as one transaction of their own: what one sets for the transaction holds for those
   * behind it, and where one fails, all do. Only where there is a trip to save.
   */
  atOnce?(statements: readonly Statement[]): Promise<Rows<unknown>[]>;
  release(error?: Error): void;
}

/** The one pool shape of both drivers: `pg` for a server, PGlite for the embedded default. */
export interface Database extends Queryable {
  readonly kind: "native" | "embedded";
  /** `who`: for whom, a tenant's id as a rule, so that none takes all that there are; see `createFairTurns`. */
  connect(who?: string): Promise<Connection>;
  /**
   * Runs several statements without parameters, for migrations and the queue library. Gives the rows of all of them;
   * after a failure whatever transaction the script had opened is rolled back.
   */
  script(sql: string): Promise<Record<string, unknown>[]>;
  /** How busy the connections are; nothing where there is but one. */
  use?(): PoolUse;
  /** Resolves when the database answers; throws when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connections that are open, those of them that nobody uses, and callers who wait for one. */
export interface PoolUse {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** A transaction of one tenant as those see it who only read. */
export interface ReadTx extends Queryable {
  readonly tenantId: string;
}

/** An open transaction of one tenant. */
export interface Tx extends ReadTx {
  /**
   * Sends a change of which nobody waits to hear: what comes next, and the commit, may travel with it, and such that need
   * no order are one statement. Whoever reads later finds it; where it fails, the whole transaction does.
   */
  write(text: string, values: readonly unknown[]): void;
  /** What `read` asks for at once is the last of this transaction, and the commit travels with it. */
  lastly<Result>(read: () => Promise<Result>): Promise<Result>;
  /**
   * Begins, outside of this transaction, what need not wait for its end. `kept` resolves once the commit is durable and
   * rejects where all is taken back: nothing that stays may be done before. The transaction must not wait for it.
   */
  meanwhile<Result>(begin: (kept: Promise<void>) => Result): Result;
  /** Runs once the commit is durable, never after a rollback. */
  afterCommit(run: () => void): void;
}
