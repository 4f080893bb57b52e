import { DataSource, type Logger, type QueryRunner } from 'typeorm';
import { types, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import { migrations } from './migrations/index.js';

// Positions and offsets stay far below 2^53, so bigint columns are read as numbers.
types.setTypeParser(types.builtins.INT8, Number);

/** What statements run on: one connection, inside or outside a transaction. */
export interface Sql {
  query<R>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** How many rows a statement changed. */
  change(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Writes rows in binary COPY format. @param sql `COPY table (columns) FROM STDIN BINARY` */
  copy(sql: string, rows: Buffer): Promise<void>;
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

/** @param poolSize most connections that are open at once */
export function createDataSource(databaseUrl: string, poolSize: number, applicationName: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    migrations,
    migrationsTableName: 'migration',
    applicationName,
    logger: silent,
    poolSize,
    extra: { connectionTimeoutMillis: 10_000, keepAlive: true },
    // A lost idle connection is replaced by the pool; without a listener it would end the process.
    poolErrorHandler: () => undefined,
  });
}

/** One connection held for as long as it is open; a loop that lives long keeps its own. */
export class Session {
  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {}

  static async open(dataSource: DataSource): Promise<Session> {
    const runner = dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    return new Session(runner, client);
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
  };

  /** Runs `work` in one transaction: committed if it returns, rolled back if it throws. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    await this.runner.startTransaction();
    try {
      const result = await work({ ...this.sql, inTransaction: true });
      await this.runner.commitTransaction();
      return result;
    } catch (error) {
      // The connection itself may be gone; what matters is the error that brought us here.
      await this.runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.runner.release();
  }
}

/** Opens a session for one piece of work. */
export async function withSession<T>(dataSource: DataSource, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await Session.open(dataSource);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
