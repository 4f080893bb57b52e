import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Who is told of alerts, what they were told, and how the telling went. */
export class Notifications1700000000005 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE receiver (
        receiver_id      text        NOT NULL,
        kind             text        NOT NULL CHECK (kind IN ('webhook', 'email', 'alertmanager')),
        name             text        NOT NULL,
        -- An address of http or https, or addresses of mail separated by commas.
        target           text        NOT NULL,
        -- The route, [{facet, values}]: alerts that meet all of them are told here.
        matchers         text        NOT NULL,
        created_by       text        NOT NULL,
        created_at       timestamptz NOT NULL,
        -- Set where nothing is sent any more, with the reason; a person can enable it again.
        disabled_at      timestamptz,
        disabled_because text,
        -- Kept for the sake of its deliveries.
        deleted_at       timestamptz,
        CONSTRAINT receiver_pk PRIMARY KEY (receiver_id)
      );

      -- Needed for signing, so kept as they are, apart from what is listed.
      CREATE TABLE webhook_secret (
        receiver_id    text        NOT NULL REFERENCES receiver (receiver_id),
        current        text        NOT NULL,
        previous       text,
        -- Until then both sign.
        previous_until timestamptz,
        CONSTRAINT webhook_secret_pk PRIMARY KEY (receiver_id)
      );

      -- What one receiver knows of one incident, or of one alert without an incident.
      CREATE TABLE notification_group (
        receiver_id   text        NOT NULL REFERENCES receiver (receiver_id),
        -- incident:<id> or alert:<id>
        group_key     text        NOT NULL,
        -- How many notices there were; the next one takes this number.
        sequence      integer     NOT NULL DEFAULT 0,
        -- When the first fact was recorded that has not been considered yet.
        pending_since timestamptz,
        -- What people know, as JSON; NULL: nothing, or that it is over.
        told          text,
        -- The notice that a silence keeps back.
        held          text,
        -- When to look at it next; NULL: not before something happens.
        due_at        timestamptz,
        CONSTRAINT notification_group_pk PRIMARY KEY (receiver_id, group_key)
      );
      CREATE INDEX notification_group_by_key ON notification_group (group_key);
      CREATE INDEX notification_group_due ON notification_group (due_at) WHERE due_at IS NOT NULL;

      -- A breach of the service level is told once: the alert, and when it should have been closed.
      CREATE TABLE breach_notice (
        receiver_id text        NOT NULL REFERENCES receiver (receiver_id),
        alert_id    text        NOT NULL,
        due_at      timestamptz NOT NULL,
        CONSTRAINT breach_notice_pk PRIMARY KEY (receiver_id, alert_id, due_at)
      );

      -- What is to be sent. The id follows from receiver, group and sequence, so no decision is ever stored twice.
      CREATE TABLE notification (
        notification_id text        NOT NULL,
        receiver_id     text        NOT NULL REFERENCES receiver (receiver_id),
        group_key       text        NOT NULL,
        sequence        integer     NOT NULL,
        type            text        NOT NULL,
        -- JSON; the same on every attempt.
        body            text        NOT NULL,
        made_at         timestamptz NOT NULL,
        attempts        integer     NOT NULL DEFAULT 0,
        -- NULL once nothing more will be tried.
        next_attempt_at timestamptz,
        CONSTRAINT notification_pk PRIMARY KEY (notification_id),
        CONSTRAINT notification_unique UNIQUE (receiver_id, group_key, sequence)
      );
      CREATE INDEX notification_waiting ON notification (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

      -- Every attempt, and every time that something was not sent, with the reason. Append-only.
      CREATE TABLE delivery (
        position        bigint      GENERATED ALWAYS AS IDENTITY,
        recorded_at     timestamptz NOT NULL,
        -- NULL where no receiver's route takes the alert.
        receiver_id     text        REFERENCES receiver (receiver_id),
        notification_id text,
        group_key       text        NOT NULL,
        type            text        NOT NULL,
        attempt         integer     NOT NULL,
        outcome         text        NOT NULL CHECK (outcome IN ('DELIVERED', 'FAILED', 'NOT_SENT')),
        reason          text,
        status          integer,
        detail          text,
        took_ms         integer,
        CONSTRAINT delivery_pk PRIMARY KEY (position)
      );
      CREATE INDEX delivery_by_receiver ON delivery (receiver_id, position);

      -- How far a follower has read the log: the last batch of each chain, as JSON.
      CREATE TABLE log_checkpoint (
        follower   text NOT NULL,
        checkpoint text NOT NULL,
        CONSTRAINT log_checkpoint_pk PRIMARY KEY (follower)
      );

      GRANT SELECT, INSERT, UPDATE ON receiver, notification_group, notification, log_checkpoint TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_secret TO ${APP_ROLE};
      GRANT SELECT, INSERT ON breach_notice, delivery TO ${APP_ROLE};

      -- What a silence covers and how long is settled when it is made: only approval and end come later.
      REVOKE UPDATE ON silence FROM ${APP_ROLE};
      GRANT UPDATE (approved_by, ended_at, ended_by) ON silence TO ${APP_ROLE};
      -- One that is longer than the pack allows one person can't say that it needs no second, or bring the second along.
      CREATE FUNCTION silence_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        days integer;
      BEGIN
        NEW.created_at := clock_timestamp();
        SELECT (pack::jsonb -> 'fourEyes' ->> 'silenceDays')::integer INTO days
          FROM policy ORDER BY position DESC LIMIT 1;
        IF NOT NEW.needs_second AND NEW.until > NEW.created_at + make_interval(days => days) THEN
          RAISE EXCEPTION 'A silence of more than % days needs a second person.', days
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.approved_by IS NOT NULL THEN
          RAISE EXCEPTION 'A silence is approved after it was made, not with it.'
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER silence_made_by_two BEFORE INSERT ON silence
        FOR EACH ROW EXECUTE FUNCTION silence_by_two();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER silence_made_by_two ON silence;
      DROP FUNCTION silence_by_two();
      DROP TABLE log_checkpoint, delivery, notification, breach_notice, notification_group, webhook_secret, receiver;
      GRANT UPDATE ON silence TO ${APP_ROLE};
    `);
  }
}
