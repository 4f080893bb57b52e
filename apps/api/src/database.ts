import type { DataSource } from 'typeorm';
import { readOnly, Session, type Sql, type Tx } from '#store';

/** The database, for one question or one change at a time. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  async read<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    return this.withSession((session) => question(session.sql));
  }

  /** Several questions about one moment. */
  snapshot<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    return this.withSession((session) => readOnly(session, question));
  }

  /** One transaction. */
  async write<T>(change: (tx: Tx) => Promise<T>): Promise<T> {
    return this.withSession((session) => session.transaction(change));
  }

  async withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await Session.open(this.dataSource);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
}
