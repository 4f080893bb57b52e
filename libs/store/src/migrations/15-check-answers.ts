import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * A check of the whole book has an answer for everybody, written while somebody waits. They are written before their
 * check, in its transaction, and only ever read by check and ordinal.
 */
export class CheckAnswers1700000000015 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE planned_check_answer DROP CONSTRAINT planned_check_answer_check_id_fkey;
      DROP INDEX planned_check_answer_by_client;
      -- A check says up to which block it knew the log.
      GRANT SELECT ON SEQUENCE log_block TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      REVOKE SELECT ON SEQUENCE log_block FROM ${APP_ROLE};
      ALTER TABLE planned_check_answer ADD FOREIGN KEY (check_id) REFERENCES planned_check (check_id);
      CREATE INDEX planned_check_answer_by_client ON planned_check_answer (check_id, client_id);
    `);
  }
}
