import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Whom what people write about alerts mentions; and the alerts of one analyst. */
export class Mentions1700000000017 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE mention (
        person_id text   NOT NULL REFERENCES person (person_id),
        client_id text   NOT NULL,
        alert_id  text   NOT NULL,
        -- Of the fact whose text mentions them.
        position  bigint NOT NULL,
        CONSTRAINT mention_pk PRIMARY KEY (person_id, position)
      );
      GRANT SELECT, INSERT ON mention TO ${APP_ROLE};
      CREATE INDEX alert_by_assignee ON alert (assignee) WHERE assignee IS NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP INDEX alert_by_assignee; DROP TABLE mention');
  }
}
