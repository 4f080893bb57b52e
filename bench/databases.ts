import { Client } from 'pg';
import { createDataSource } from '#store';

/** The databases of one run on one server. */
export class Databases {
  private readonly made: string[] = [];

  /** @param run the beginning of their names */
  constructor(
    private readonly serverUrl: string,
    private readonly run: string,
  ) {}

  urlOf(name: string): string {
    const url = new URL(this.serverUrl);
    url.pathname = `/${this.run}_${name}`;
    return url.toString();
  }

  /** A database with the schema. The apps' role is left as it is: it may be in use on this server. */
  async migrated(name: string): Promise<string> {
    await this.onServer([`CREATE DATABASE ${this.run}_${name}`]);
    this.made.push(`${this.run}_${name}`);
    const dataSource = createDataSource(this.urlOf(name), 1, 'scopewatch-bench');
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
    await dataSource.destroy();
    return this.urlOf(name);
  }

  /** A copy of another that nobody is connected to, with nothing left to be written out. */
  async copied(name: string, from: string): Promise<string> {
    this.made.push(`${this.run}_${name}`);
    await this.onServer([
      `CREATE DATABASE ${this.run}_${name} TEMPLATE ${this.run}_${from} STRATEGY file_copy`,
      'CHECKPOINT',
    ]);
    return this.urlOf(name);
  }

  /** Leaves nothing for autovacuum to do in the copies. */
  async settle(name: string): Promise<void> {
    await this.onServer(['VACUUM (ANALYZE)', 'CHECKPOINT'], this.urlOf(name));
  }

  async drop(name: string): Promise<void> {
    await this.onServer([`DROP DATABASE IF EXISTS ${this.run}_${name} WITH (FORCE)`]);
  }

  async dropAll(): Promise<void> {
    await this.onServer(this.made.map((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }

  private async onServer(statements: readonly string[], url = this.serverUrl): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
}
