import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** A backtest that was interrupted goes on where it was: what it has compared stands chunk by chunk. */
export class BacktestChunks1700000000020 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE backtest_chunk (
        backtest_id text   NOT NULL REFERENCES backtest (backtest_id) ON DELETE CASCADE,
        chunk       bigint NOT NULL,
        -- Ids of survivors; NULL for clients whom the log doesn't know.
        first_id    text,
        last_id     text,
        clients     bigint NOT NULL,
        same        bigint NOT NULL,
        added       bigint NOT NULL,
        gone        bigint NOT NULL,
        changed     bigint NOT NULL,
        CONSTRAINT backtest_chunk_pk PRIMARY KEY (backtest_id, chunk)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON backtest_chunk TO ${APP_ROLE};
      ALTER TABLE backtest_difference ADD COLUMN chunk bigint NOT NULL DEFAULT 0;
      ALTER TABLE backtest
        -- What the chunks were compared with; NULL before anything was.
        ADD COLUMN picture text,
        -- What this run found done, so that its rate can be told.
        ADD COLUMN done_before bigint NOT NULL DEFAULT 0;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE backtest DROP COLUMN picture, DROP COLUMN done_before;
      ALTER TABLE backtest_difference DROP COLUMN chunk;
      DROP TABLE backtest_chunk;
    `);
  }
}
