import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The role that the apps run as: it reads and appends to the log, and owns nothing. Migrations write it by this name; where
 * an installation calls it otherwise, that name is put in its place as they run (see `migrate`).
 */
export const APP_ROLE = 'scopewatch_app';

export class Privileges1700000000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
          CREATE ROLE ${APP_ROLE} NOLOGIN;
        END IF;
      END $$;
      DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${APP_ROLE}', current_schema()); END $$;
      DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO ${APP_ROLE}', current_database()); END $$;
      GRANT USAGE ON SEQUENCE log_block TO ${APP_ROLE};
      GRANT SELECT, INSERT ON event, alert_fact, batch, rejection, rejection_outcome, policy TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE
        ON client, alert, incident, outbox, kafka_offset, offset_gap, chain_head, fan_out TO ${APP_ROLE};
      GRANT SELECT, UPDATE ON knowledge TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`DROP OWNED BY ${APP_ROLE}`);
  }
}
