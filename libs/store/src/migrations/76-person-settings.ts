import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** How somebody wants to see the dashboard. */
export class PersonSettings1700000000076 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE person_setting (
        person_id text NOT NULL REFERENCES person (person_id),
        -- By its name in the IANA database; NULL: that of the browser.
        time_zone text,
        -- The page that they come to when they sign in; NULL: that of their role.
        landing   text,
        CONSTRAINT person_setting_pk PRIMARY KEY (person_id)
      );
      GRANT SELECT, INSERT, UPDATE ON person_setting TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE person_setting');
  }
}
