import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts whose closing waits for a second person are listed and counted by themselves; few of all have one. */
export class Proposals1700000000070 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`CREATE INDEX alert_by_proposal ON alert (raised_at, alert_id) WHERE proposed IS NOT NULL`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX alert_by_proposal');
  }
}
