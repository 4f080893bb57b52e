import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

export const APP_ROLE_COLUMNS = `
        only_row boolean NOT NULL DEFAULT true CHECK (only_row),
        name     text    NOT NULL,
        CONSTRAINT app_role_pk PRIMARY KEY (only_row)`;

/**
 * Who leads stands in a row and not in a session, so that any pooler may lie between. Functions find the tables that they
 * mean whatever the caller's search path is. The schema says which programs it is for, and which role.
 */
export class Leases1700000000021 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE lease (
        name    text        NOT NULL,
        -- Whoever holds it until then, or held it last.
        holder  text        NOT NULL,
        -- Goes up each time that it is taken: what was begun under an earlier one is refused.
        epoch   bigint      NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT lease_pk PRIMARY KEY (name)
      ) WITH (fillfactor = 50);
      GRANT SELECT, INSERT, UPDATE ON lease TO ${APP_ROLE};

      -- One row: the number of the newest migration that a program must know to work on this schema.
      CREATE TABLE schema_age (
        only_row       boolean NOT NULL DEFAULT true CHECK (only_row),
        oldest_program integer NOT NULL,
        CONSTRAINT schema_age_pk PRIMARY KEY (only_row)
      );
      -- Programs of before make temporary tables, and lead by locks of their session.
      INSERT INTO schema_age (oldest_program) VALUES (21);
      -- One row: the role that the apps run as. Whoever prepares the database has made it, to note whom it is prepared for.
      CREATE TABLE IF NOT EXISTS app_role (${APP_ROLE_COLUMNS});
      GRANT SELECT ON schema_age, app_role, migration TO ${APP_ROLE};

      -- Its names are settled once and for all here, which is as good as a search path and leaves it inlined.
      CREATE OR REPLACE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN array_to_tsvector(array_remove(string_to_array(translate(lower(left(words, 10000) COLLATE "C"), ${SIGNS}, ${SPACES}), ' '), ''));

      DO $$
      DECLARE
        ours regprocedure;
      BEGIN
        FOR ours IN SELECT oid::regprocedure FROM pg_proc
                     WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole
                       AND prokind = 'f' AND prosqlbody IS NULL
                       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', ours, current_schema());
        END LOOP;
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      REVOKE SELECT ON migration FROM ${APP_ROLE};
      DROP TABLE app_role, schema_age, lease;
    `);
  }
}

/** Every sign and space of ASCII that is neither a letter nor a digit, as in the function of before. */
const SIGNS = `E'\\t\\n\\r!"#$%&\\'()*+,-./:;<=>?@[\\\\]^_\`{|}~'`;
const SPACES = `repeat(' ', length(${SIGNS}))`;
