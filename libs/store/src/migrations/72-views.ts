import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Views of the queue that somebody has given a name, for themselves or for their colleagues. */
export class Views1700000000072 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE saved_view (
        view_id    text        NOT NULL,
        owner      text        NOT NULL REFERENCES person (person_id),
        name       text        NOT NULL,
        shared     boolean     NOT NULL,
        -- What stands after the question mark in the address of the queue.
        search     text        NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT saved_view_pk PRIMARY KEY (view_id),
        CONSTRAINT saved_view_name_unique UNIQUE (owner, name)
      );
      CREATE INDEX saved_view_shared ON saved_view (view_id) WHERE shared;
      GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE saved_view');
  }
}
