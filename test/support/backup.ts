import { Client } from 'pg';
import { migrate } from '#store';
import { APP } from '../setup/template';
import type { TestDatabase } from './database';

const quiet = { info: () => undefined, warn: () => undefined };

/** A backup of a test's database as it is now, on the same server. Nobody may be at work in it. */
export class Backup {
  private constructor(
    private readonly ownerUrl: string,
    private readonly name: string,
    private readonly copy: string,
  ) {}

  static async of({ ownerUrl }: TestDatabase): Promise<Backup> {
    const name = new URL(ownerUrl).pathname.slice(1);
    const backup = new Backup(ownerUrl, name, `${name}_backup`);
    await backup.onServer([ended(name), `CREATE DATABASE ${backup.copy} TEMPLATE ${name}`]);
    return backup;
  }

  /** In place of what has become of the database, whoever is at work in it. */
  async putBack(): Promise<void> {
    await this.onServer([
      `DROP DATABASE ${this.name} WITH (FORCE)`,
      `CREATE DATABASE ${this.name} TEMPLATE ${this.copy}`,
      `ALTER DATABASE ${this.name} SET synchronous_commit = on`,
    ]);
    // As the guide has it: what no backup of one database takes along.
    await migrate({ databaseUrl: this.ownerUrl, log: quiet, ...APP });
  }

  drop(): Promise<void> {
    return this.onServer([`DROP DATABASE IF EXISTS ${this.copy} WITH (FORCE)`]);
  }

  private async onServer(statements: readonly string[]): Promise<void> {
    const url = new URL(this.ownerUrl);
    url.pathname = '/postgres';
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

const ended = (name: string): string =>
  `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '${name}'`;
