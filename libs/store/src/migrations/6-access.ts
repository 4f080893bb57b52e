import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Signing in with an identity provider, and a closing that takes two people whatever the fact says of itself. */
export class Access1700000000006 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Who has gone to the identity provider and is not back yet. Used up by coming back, so that nothing works twice.
      CREATE TABLE pending_sign_in (
        -- SHA-256 of what the browser keeps: only the browser that went may come back.
        browser_hash  bytea       NOT NULL,
        state         text        NOT NULL,
        nonce         text        NOT NULL,
        code_verifier text        NOT NULL,
        expires_at    timestamptz NOT NULL,
        CONSTRAINT pending_sign_in_pk PRIMARY KEY (browser_hash)
      );
      CREATE INDEX pending_sign_in_by_expiry ON pending_sign_in (expires_at);
      GRANT SELECT, INSERT, UPDATE, DELETE ON pending_sign_in TO ${APP_ROLE};

      -- As before, but the severity is the one that the judge gave last, not only the one that the closing claims; and
      -- nobody at all is not somebody else.
      CREATE OR REPLACE FUNCTION closed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        claimed  text := NEW.body::jsonb ->> 'severity';
        judged   text;
        closing  jsonb;
        proposer text;
      BEGIN
        SELECT pack::jsonb -> 'fourEyes' -> 'closing' INTO closing FROM policy ORDER BY position DESC LIMIT 1;
        SELECT body::jsonb ->> 'severity' INTO judged FROM alert_fact
         WHERE client_id = NEW.client_id AND alert_id = NEW.alert_id AND position < NEW.position
           AND kind IN ('raised', 'rejudged', 'superseded')
         ORDER BY position DESC LIMIT 1;
        IF NOT (coalesce(closing ? claimed, false) OR coalesce(closing ? judged, false)) THEN RETURN NULL; END IF;
        SELECT CASE kind WHEN 'close-proposed' THEN actor END INTO proposer FROM alert_fact
         WHERE client_id = NEW.client_id AND alert_id = NEW.alert_id AND position < NEW.position
           AND kind IN ('close-proposed', 'close-rejected', 'closed', 'reopened')
         ORDER BY position DESC LIMIT 1;
        IF proposer IS NULL OR NEW.actor IS NULL OR proposer = NEW.actor THEN
          RAISE EXCEPTION 'Closing a % alert takes two people: expected a proposal by somebody else than %, found %.',
            coalesce(judged, claimed), coalesce(NEW.actor, 'nobody'), coalesce('one by ' || proposer, 'none')
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE pending_sign_in');
  }
}
