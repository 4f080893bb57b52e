import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** What was asked before it was sent or switched on, and what was answered. Never changed: it is evidence. */
export class Checks1700000000008 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE planned_check (
        check_id       text        NOT NULL,
        asked_by       text        NOT NULL,
        asked_at       timestamptz NOT NULL,
        -- Everything up to this block of the log was known.
        block          bigint      NOT NULL,
        policy_version text        NOT NULL,
        -- The planned events, as they were given: a JSON array.
        events         text        NOT NULL,
        may            bigint      NOT NULL,
        may_not        bigint      NOT NULL,
        person         bigint      NOT NULL,
        CONSTRAINT planned_check_pk PRIMARY KEY (check_id)
      );
      CREATE INDEX planned_check_by_time ON planned_check (asked_at DESC, check_id DESC);

      -- One verdict each: may, may not, or needs a person.
      CREATE TABLE planned_check_answer (
        check_id  text   NOT NULL REFERENCES planned_check (check_id),
        ordinal   bigint NOT NULL,
        client_id text   NOT NULL,
        entity_id text   NOT NULL,
        answer    text   NOT NULL,
        verdict   text   NOT NULL,
        body      text   NOT NULL,
        CONSTRAINT planned_check_answer_pk PRIMARY KEY (check_id, ordinal),
        CONSTRAINT planned_check_answer_answer CHECK (answer IN ('MAY', 'MAY_NOT', 'PERSON'))
      );
      CREATE INDEX planned_check_answer_by_client ON planned_check_answer (check_id, client_id);

      GRANT SELECT, INSERT ON planned_check, planned_check_answer TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE planned_check_answer, planned_check');
  }
}
