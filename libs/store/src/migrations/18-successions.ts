import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** A pack may leave earlier acts to those before it: what acts are judged by is then a succession of packs. */
export class Successions1700000000018 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- NULL: the pack alone judges.
      ALTER TABLE policy_activation ADD COLUMN rules text;
      CREATE OR REPLACE VIEW policy AS
        SELECT a.version, a.position, a.recorded_at, p.pack, coalesce(a.rules, p.pack) AS rules
          FROM policy_activation a JOIN policy_pack p USING (version);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    const successions: unknown[] = await q.query('SELECT FROM policy_activation WHERE rules IS NOT NULL LIMIT 1');
    if (successions.length > 0) {
      throw new Error('Packs were in force that judge from a date on: the tables before can not say so.');
    }
    await q.query(`
      DROP VIEW policy;
      CREATE VIEW policy AS
        SELECT a.version, a.position, a.recorded_at, p.pack FROM policy_activation a JOIN policy_pack p USING (version);
      GRANT SELECT ON policy TO ${APP_ROLE};
      ALTER TABLE policy_activation DROP COLUMN rules;
    `);
  }
}
