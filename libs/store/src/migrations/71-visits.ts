import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** When somebody was at the desk last, so that they are shown what is new since. */
export class Visits1700000000071 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE visit (
        person_id text        NOT NULL REFERENCES person (person_id),
        -- Of this visit, what was seen of it last.
        seen_at   timestamptz NOT NULL,
        -- The end of the visit before this one; NULL: there was none.
        before_at timestamptz,
        CONSTRAINT visit_pk PRIMARY KEY (person_id)
      );
      GRANT SELECT, INSERT, UPDATE ON visit TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE visit');
  }
}
