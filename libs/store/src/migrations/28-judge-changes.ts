import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** From where in the log on which version of the judge is at work: a new one judges everybody again, as a new pack does. */
export class JudgeChanges1700000000028 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE judge_change (
        position    bigint      NOT NULL,
        judge       integer     NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT judge_change_pk PRIMARY KEY (position)
      );
      GRANT SELECT, INSERT ON judge_change TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE judge_change');
  }
}
