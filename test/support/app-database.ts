import type { DataSource } from 'typeorm';
import type { QueryResultRow } from 'pg';
import { createDataSource, withSession, type Session, type Sql, type Tx } from '#store';
import { createTestDatabase, type TestDatabase } from './database';

/** A database of one test file's own, on which tables are read and written as the apps do it. */
export class AppDatabase {
  private constructor(
    private readonly database: TestDatabase,
    readonly dataSource: DataSource,
  ) {}

  /** @param name says in the server's lists which test it belongs to */
  static async open(name: string): Promise<AppDatabase> {
    const database = await createTestDatabase(name);
    const dataSource = createDataSource(database.appUrl, 8, 'scopewatch-test-tables');
    await dataSource.initialize();
    return new AppDatabase(database, dataSource);
  }

  /** Does one piece of work in a transaction of its own: all of it, or nothing where it throws. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withSession(this.dataSource, (session) => session.transaction(work));
  }

  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return withSession(this.dataSource, (session) => work(session.sql));
  }

  /** For what opens its own transactions. */
  inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return withSession(this.dataSource, work);
  }

  /** As the owner: for what no app may do, and to let time pass. */
  asOwner<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.database.query<R>(text, values);
  }

  /** For what opens a connection of its own as the owner. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }
}
