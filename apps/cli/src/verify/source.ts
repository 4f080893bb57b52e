import type { Policy } from '#domain';
import type { KafkaSecurity, Topics } from '#runtime';
import type { Sql } from '#store';
import type { Report } from './report.js';

/** What a check works with: one snapshot of the database, the topics, and where to say what it finds. */
export interface Source {
  readonly sql: Sql;
  readonly brokers: readonly string[];
  readonly security: KafkaSecurity;
  readonly topics: Topics;
  readonly policy: Policy;
  readonly report: Report;
}
