import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** What waits for somebody, mailed to them in the morning where they want that. */
export class Digests1700000000116 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE person_setting
        -- NULL: none.
        ADD COLUMN digest    text CONSTRAINT person_setting_digest CHECK (digest IN ('WORKDAYS', 'MONDAYS')),
        -- When the next one is due; NULL where there is none.
        ADD COLUMN digest_at timestamptz;

      -- One for each person and day at most, whoever counts and whatever clocks say.
      CREATE TABLE digest (
        person_id  text        NOT NULL REFERENCES person (person_id),
        -- By the calendar of the person.
        day        date        NOT NULL,
        counted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Counts and where they lead, no words: a JSON array.
        lines      jsonb       NOT NULL,
        -- What the person might see when it was counted: with other rights nothing of it is mailed.
        roles      text[]      NOT NULL,
        entities   text[],
        mailed_to  text        NOT NULL,
        attempts   integer     NOT NULL DEFAULT 0,
        -- When it is mailed next; NULL: not any more, or not at all, for nothing waited.
        due_at     timestamptz,
        mailed_at  timestamptz,
        -- Why it was not mailed.
        failure    text,
        CONSTRAINT digest_pk PRIMARY KEY (person_id, day)
      );
      CREATE INDEX digest_due ON digest (due_at) WHERE due_at IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE, DELETE ON digest TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE digest; ALTER TABLE person_setting DROP COLUMN digest, DROP COLUMN digest_at');
  }
}
