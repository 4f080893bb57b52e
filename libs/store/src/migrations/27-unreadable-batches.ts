import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** A rejection may stand for a whole batch of records; and why nothing is read is kept where every app can say it. */
export class UnreadableBatches1700000000027 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE rejection
        -- Where the batch ends that begins at kafka_offset, and what it was compressed by; NULL for a single message.
        ADD COLUMN last_offset bigint,
        ADD COLUMN codec       text;
      CREATE INDEX rejection_batches ON rejection (topic, partition, kafka_offset) WHERE last_offset IS NOT NULL;

      CREATE TABLE reading_trouble (
        -- Of the monitor that can't read; made up when it starts.
        monitor         text        NOT NULL,
        message         text        NOT NULL,
        since           timestamptz NOT NULL,
        attempts        integer     NOT NULL,
        next_attempt_at timestamptz NOT NULL,
        CONSTRAINT reading_trouble_pk PRIMARY KEY (monitor)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON reading_trouble TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE reading_trouble;
      DROP INDEX rejection_batches;
      ALTER TABLE rejection DROP COLUMN last_offset, DROP COLUMN codec;
    `);
  }
}
