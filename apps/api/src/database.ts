import type { DataSource } from 'typeorm';
import { readOnly, Session, type Sql, type Tx } from '#store';
import { keepWith } from './http/kept-with.js';

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

  /** One transaction. What it gives is the answer of the request that asks for it, and is kept with it where that has a key. */
  async write<T>(change: (tx: Tx) => Promise<T>): Promise<T> {
    return this.withSession((session) =>
      session.transaction(async (tx) => {
        const answer = await change(tx);
        await keepWith(tx, answer);
        return answer;
      }),
    );
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
