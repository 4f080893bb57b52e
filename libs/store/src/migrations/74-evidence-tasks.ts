import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * Gaps in the evidence as work: who has taken one on, and what people at the desk record, until it is on its topic. That there
 * is a gap, and that there is none any more, follows from the facts, so neither is kept here.
 */
export class EvidenceTasks1700000000074 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE evidence_task (
        client_id   text        NOT NULL,
        -- What says of the client that there is the gap, among what they are listed by: of which entity, and which gap.
        tag         text        NOT NULL,
        assignee    text        NOT NULL REFERENCES person (person_id),
        assigned_by text        NOT NULL,
        assigned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT evidence_task_pk PRIMARY KEY (client_id, tag)
      );
      CREATE INDEX evidence_task_by_assignee ON evidence_task (assignee);
      GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_task TO ${APP_ROLE};

      -- Events that were recorded at the desk and are not on their topic yet.
      CREATE TABLE desk_event (
        n         bigint GENERATED ALWAYS AS IDENTITY,
        -- The id of the CloudEvent; its source is the desk's.
        event_id  text NOT NULL,
        client_id text NOT NULL,
        entity_id text NOT NULL,
        -- The CloudEvent, as JSON.
        message   text NOT NULL,
        CONSTRAINT desk_event_pk PRIMARY KEY (n),
        CONSTRAINT desk_event_id_unique UNIQUE (event_id)
      );
      GRANT SELECT, INSERT, DELETE ON desk_event TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE desk_event, evidence_task');
  }
}
