import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit is looked through by who did something, what, on what and when. */
export class AuditSearch1700000000110 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE INDEX audit_by_person ON audit (person_id, position);
      CREATE INDEX audit_by_operation ON audit (operation, position);
      CREATE INDEX audit_by_target ON audit (target, position);
      CREATE INDEX audit_by_time ON audit (recorded_at);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX audit_by_person, audit_by_operation, audit_by_target, audit_by_time');
  }
}
