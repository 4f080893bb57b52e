import { DataSource, type Logger, type QueryRunner } from 'typeorm';
import { Client, types, type ClientConfig, type PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import { migrations } from '../migrations/index.js';

// Positions and offsets stay far below 2^53, so bigint columns are read as numbers.
types.setTypeParser(types.builtins.INT8, Number);

/** What statements run on: one connection, inside or outside a transaction. */
export interface Sql {
  query<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** How many rows a statement changed. */
  change(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Writes rows in binary COPY format. @param sql `COPY table (columns) FROM STDIN BINARY` */
  copy(sql: string, rows: Buffer): Promise<void>;
  /** Reads rows in binary COPY format. @param sql `COPY (query) TO STDOUT (FORMAT binary)` */
  copied(sql: string): Promise<Buffer>;
}

/** Proof of being inside a transaction; every function that writes takes one. */
export interface Tx extends Sql {
  readonly inTransaction: true;
}

/** What fails is thrown and logged by the caller; TypeORM's own words would go to standard output. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/**
 * A connection that the server ends between two statements says so by an event, which would end the process where nobody
 * listens; and there are moments, as between being made and being given out, in which nobody does. The next statement on it
 * fails in any case, and whoever asked deals with that.
 */
class LastingClient extends Client {
  constructor(config: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * @param poolSize most connections that are open at once
 * @param answerMsMax after which a statement counts as failed; by default it is waited for
 */
export function createDataSource(
  databaseUrl: string,
  poolSize: number,
  applicationName: string,
  answerMsMax?: number,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    migrations,
    migrationsTableName: 'migration',
    applicationName,
    logger: silent,
    poolSize,
    extra: {
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      Client: LastingClient,
      ...(answerMsMax === undefined ? {} : { query_timeout: answerMsMax }),
    },
    // A lost idle connection is replaced by the pool; without a listener it would end the process.
    poolErrorHandler: () => undefined,
  });
}

/** Comes first in every transaction of a session; what it throws keeps the transaction from writing. */
export type Fence = (tx: Tx) => Promise<void>;

/** One connection held for as long as it is open; a loop that lives long keeps its own. */
export class Session {
  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
    private readonly fence: Fence | undefined,
  ) {}

  static async open(dataSource: DataSource, fence?: Fence): Promise<Session> {
    const runner = dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    return new Session(runner, client, fence);
  }

  readonly sql: Sql = {
    query: async <R>(sql: string, parameters: readonly unknown[] = []) =>
      (await this.client.query(sql, [...parameters])).rows as R[],
    change: async (sql, parameters = []) => (await this.client.query(sql, [...parameters])).rowCount ?? 0,
    copy: async (sql, rows) => {
      const stream = this.client.query(copyFrom(sql));
      stream.end(rows);
      await finished(stream);
    },
    copied: async (sql) => {
      const chunks: Buffer[] = [];
      for await (const chunk of this.client.query(copyTo(sql))) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  };

  /** Runs `work` in one transaction: committed if it returns, rolled back if it throws. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    await this.runner.startTransaction();
    try {
      const tx: Tx = { ...this.sql, inTransaction: true };
      await this.fence?.(tx);
      const result = await work(tx);
      await this.runner.commitTransaction();
      return result;
    } catch (error) {
      // The connection itself may be gone; what matters is the error that brought us here.
      await this.runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  }

  /** The connection as a library knows it, with what it asks changed on the way. */
  runnerAs(changed: (sql: string) => string): QueryRunner {
    const { runner } = this;
    const query = runner.query.bind(runner);
    return Object.assign(runner, {
      query: (sql: string, ...rest: unknown[]) => (query as (...given: unknown[]) => unknown)(changed(sql), ...rest),
    });
  }

  async close(): Promise<void> {
    await this.runner.release();
  }
}

/** Opens a session for one piece of work. */
export async function withSession<T>(
  dataSource: DataSource,
  work: (session: Session) => Promise<T>,
  fence?: Fence,
): Promise<T> {
  const session = await Session.open(dataSource, fence);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** SQLSTATE classes and codes of a session that the server ended or a connection that broke. */
const LOST = /^(08...|57P0[123]|25P03)$|^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
/** What the driver says of a connection that it knows to be gone. */
const GONE =
  /connection terminated|not queryable|connection error|terminating connection|connection timeout|query read timeout|server closed the connection/i;

/** Whether nothing is wrong with what was asked: the connection on which it was asked has ended. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return LOST.test(code) || GONE.test(error.message);
}
