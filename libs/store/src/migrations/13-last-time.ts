import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Most acts change nothing that later acts are judged by but the end of the client's timeline. That end gets a column of
 * its own, and the state a place outside the row, so that such an act doesn't write the state again.
 */
export class LastTime1700000000013 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The end (ms) of the timeline, where it alone has moved since the state was written; NULL: the state says it.
      ALTER TABLE client ADD COLUMN last_to bigint;
      ALTER TABLE client ALTER COLUMN state SET STORAGE EXTERNAL;
      ALTER TABLE client SET (toast_tuple_target = 512);
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE client RESET (toast_tuple_target);
      ALTER TABLE client ALTER COLUMN state SET STORAGE EXTENDED;
      ALTER TABLE client DROP COLUMN last_to;
    `);
  }
}
