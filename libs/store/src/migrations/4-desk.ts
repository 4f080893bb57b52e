import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** The compliance desk: who works on alerts, what they decided, and what is kept quiet. */
export class Desk1700000000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- What alerts are searched by, and what people have made of them (from their facts in the log).
      ALTER TABLE alert
        ADD COLUMN kind        text        NOT NULL DEFAULT '',
        ADD COLUMN service     text,
        ADD COLUMN asset_class text,
        ADD COLUMN country     text,
        ADD COLUMN article61_2 boolean     NOT NULL DEFAULT false,
        ADD COLUMN assignee    text,
        -- How many steps of work there were: with the time of the last judging, the version that a person has seen.
        ADD COLUMN work        integer     NOT NULL DEFAULT 0,
        ADD COLUMN closed_at   timestamptz,
        -- A closing that waits for a second person: {action, reason, text, by, at}.
        ADD COLUMN proposed    text;
      -- What clients are listed and counted by, from their state: original:<entity>:<service>:<class> and the like.
      ALTER TABLE client ADD COLUMN facets text[] NOT NULL DEFAULT '{}';
      CREATE INDEX client_by_facet ON client USING gin (facets);
      CREATE INDEX alert_queue ON alert (raised_at DESC, alert_id DESC) WHERE active AND status <> 'CLOSED';
      CREATE INDEX alert_by_id ON alert (alert_id);

      CREATE TABLE person (
        person_id    text        NOT NULL,
        name         text        NOT NULL,
        email        text,
        -- Who an identity provider says it is: issuer and subject.
        issuer       text,
        subject      text,
        roles        text[]      NOT NULL,
        -- The entities that the roles are limited to; NULL: all.
        entities     text[],
        disabled     boolean     NOT NULL DEFAULT false,
        created_at   timestamptz NOT NULL,
        last_seen_at timestamptz,
        CONSTRAINT person_pk PRIMARY KEY (person_id),
        CONSTRAINT person_subject_unique UNIQUE (issuer, subject)
      );

      -- Secrets are kept as SHA-256 only: they are random, so nothing slower is needed.
      CREATE TABLE session (
        token_hash   bytea       NOT NULL,
        person_id    text        NOT NULL REFERENCES person (person_id),
        method       text        NOT NULL,
        csrf_token   text        NOT NULL,
        created_at   timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        CONSTRAINT session_pk PRIMARY KEY (token_hash)
      );
      CREATE INDEX session_by_expiry ON session (expires_at);

      CREATE TABLE sign_in_link (
        token_hash bytea       NOT NULL,
        person_id  text        NOT NULL REFERENCES person (person_id),
        expires_at timestamptz NOT NULL,
        CONSTRAINT sign_in_link_pk PRIMARY KEY (token_hash)
      );

      CREATE TABLE api_key (
        key_id       text        NOT NULL,
        secret_hash  bytea       NOT NULL,
        name         text        NOT NULL,
        roles        text[]      NOT NULL,
        entities     text[],
        created_by   text        NOT NULL,
        created_at   timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at   timestamptz,
        CONSTRAINT api_key_pk PRIMARY KEY (key_id)
      );

      -- The answer to a request that was made under a key, so that the same again does nothing again.
      CREATE TABLE idempotency (
        person_id   text        NOT NULL,
        key         text        NOT NULL,
        request     bytea       NOT NULL,
        status      integer     NOT NULL,
        answer      text,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT idempotency_pk PRIMARY KEY (person_id, key)
      );
      CREATE INDEX idempotency_by_time ON idempotency (recorded_at);

      -- Every change that somebody made through the api. Append-only, like the log.
      CREATE TABLE audit (
        position    bigint      GENERATED ALWAYS AS IDENTITY,
        recorded_at timestamptz NOT NULL,
        person_id   text        NOT NULL,
        address     text        NOT NULL,
        operation   text        NOT NULL,
        target      text        NOT NULL,
        before      text,
        after       text,
        CONSTRAINT audit_pk PRIMARY KEY (position)
      );

      CREATE TABLE silence (
        silence_id  text        NOT NULL,
        -- [{facet, values}]: all must meet.
        matchers    text        NOT NULL,
        reason      text        NOT NULL,
        created_by  text        NOT NULL,
        created_at  timestamptz NOT NULL,
        until       timestamptz NOT NULL,
        -- Who agreed; NULL while a long one waits for a second person.
        approved_by text,
        ended_at    timestamptz,
        ended_by    text,
        CONSTRAINT silence_pk PRIMARY KEY (silence_id),
        CONSTRAINT silence_second_person CHECK (approved_by IS NULL OR approved_by <> created_by OR NOT needs_second),
        needs_second boolean    NOT NULL
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON session, sign_in_link, idempotency TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE ON person, api_key, silence TO ${APP_ROLE};
      GRANT SELECT, INSERT ON audit TO ${APP_ROLE};

      -- What the pack says needs two people is closed by two people, whoever asks the database.
      CREATE FUNCTION closed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        severity text := NEW.body::jsonb ->> 'severity';
        asked    boolean;
        proposer text;
      BEGIN
        SELECT (pack::jsonb -> 'fourEyes' -> 'closing') ? severity INTO asked
          FROM policy ORDER BY position DESC LIMIT 1;
        IF NOT coalesce(asked, false) THEN RETURN NULL; END IF;
        SELECT CASE kind WHEN 'close-proposed' THEN actor END INTO proposer FROM alert_fact
         WHERE client_id = NEW.client_id AND alert_id = NEW.alert_id AND position < NEW.position
           AND kind IN ('close-proposed', 'close-rejected', 'closed', 'reopened')
         ORDER BY position DESC LIMIT 1;
        IF proposer IS NULL OR proposer = NEW.actor THEN
          RAISE EXCEPTION 'Closing a % alert takes two people: expected a proposal by somebody else than %, found %.',
            severity, NEW.actor, coalesce('one by ' || proposer, 'none') USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER alert_fact_closed_by_two AFTER INSERT ON alert_fact
        FOR EACH ROW WHEN (NEW.kind = 'closed') EXECUTE FUNCTION closed_by_two();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER alert_fact_closed_by_two ON alert_fact;
      DROP FUNCTION closed_by_two();
      DROP TABLE silence, audit, idempotency, api_key, sign_in_link, session, person;
      DROP INDEX alert_queue, alert_by_id;
      ALTER TABLE alert DROP COLUMN kind, DROP COLUMN service, DROP COLUMN asset_class, DROP COLUMN country,
        DROP COLUMN article61_2, DROP COLUMN assignee, DROP COLUMN work, DROP COLUMN closed_at, DROP COLUMN proposed;
    `);
  }
}
