import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How close the lines of tables stand, as somebody wants it. */
export class Density1700000000112 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- NULL: as everybody has it.
      ALTER TABLE person_setting ADD COLUMN density text;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('ALTER TABLE person_setting DROP COLUMN density');
  }
}
