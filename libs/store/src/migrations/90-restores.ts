import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * Restores of the database to an earlier time. Each begins an epoch of the log, which only the owner can begin and open; what
 * the lost part had sent is kept until what is recorded again has met it, so that nothing of it is sent twice.
 */
export class Restores1700000000090 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE restore (
        -- From 2; before the first restore there is only the first epoch.
        epoch       integer     NOT NULL CHECK (epoch > 1),
        -- The name under which the heads of the log are signed from here on; NULL where nothing is signed.
        origin      text,
        reason      text        NOT NULL CHECK (says_something(reason)),
        restored_by text        NOT NULL,
        restored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- The tree that the database held, and the largest head that was found outside.
        size        bigint      NOT NULL,
        root        bytea       NOT NULL,
        outside     text,
        -- When the last thing that is known of the lost part was sent; NULL where nothing is.
        lost_until  timestamptz,
        -- Positions of the epoch begin with this block.
        first_block bigint      NOT NULL,
        -- Up to where the topics that are read had been written: {topic: {partition: offset}}, and likewise those that are sent to.
        inputs      jsonb       NOT NULL,
        sent        jsonb       NOT NULL,
        -- How many messages about alerts and rejections the lost part had sent, and how many steps of people were among them.
        messages    bigint      NOT NULL,
        steps       bigint      NOT NULL,
        -- Once all of it is read again and erasures are carried out again: nothing is sent or shown before.
        opened_at   timestamptz,
        CONSTRAINT restore_pk PRIMARY KEY (epoch)
      );
      CREATE TRIGGER restore_on_record AFTER INSERT OR UPDATE OR DELETE ON restore
        FOR EACH ROW EXECUTE FUNCTION put_on_record('{epoch}', '{}', '{}');

      -- What the lost part has sent and nothing on record has said since, in the order in which it was sent.
      CREATE TABLE sent_before (
        epoch      integer NOT NULL REFERENCES restore (epoch),
        ordinal    bigint  NOT NULL,
        message_id text    NOT NULL,
        -- The alert, or the rejection.
        subject    text    NOT NULL,
        -- SHA-256 over what it says.
        says       bytea   NOT NULL,
        CONSTRAINT sent_before_pk PRIMARY KEY (epoch, ordinal)
      );
      CREATE INDEX sent_before_by_subject ON sent_before (subject, epoch, ordinal);

      -- Changes and rejections that are not sent: the lost part has said the same in that message.
      CREATE TABLE settled_before (
        position   bigint  NOT NULL,
        epoch      integer NOT NULL REFERENCES restore (epoch),
        message_id text    NOT NULL,
        CONSTRAINT settled_before_pk PRIMARY KEY (position)
      );

      -- That more stands outside than this database has recorded, for as long as it does.
      CREATE TABLE log_divergence (
        singleton boolean     NOT NULL DEFAULT true CHECK (singleton),
        kind      text        NOT NULL CHECK (kind IN ('BEHIND', 'FORKED')),
        detail    text        NOT NULL,
        found_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT log_divergence_pk PRIMARY KEY (singleton)
      );

      -- What a group waits to tell was told by the lost part.
      ALTER TABLE notification_group ADD COLUMN sent_before boolean NOT NULL DEFAULT false;

      GRANT SELECT ON restore TO ${APP_ROLE};
      GRANT SELECT, DELETE ON sent_before TO ${APP_ROLE};
      GRANT SELECT, INSERT ON settled_before TO ${APP_ROLE};
      GRANT SELECT, INSERT, DELETE ON log_divergence TO ${APP_ROLE};

      -- One that was carried out before and undone by a restore: the ledger outside names it, and no two people are asked again.
      ALTER TABLE erasure DROP CONSTRAINT erasure_ground_check;
      ALTER TABLE erasure ADD CONSTRAINT erasure_ground_check CHECK (ground IN ('ON_REQUEST', 'RETENTION', 'LEDGER'));
      ALTER TABLE erasure ADD COLUMN ledger_id text;
      ALTER TABLE erasure ADD CONSTRAINT erasure_from_ledger CHECK ((ground = 'LEDGER') = (ledger_id IS NOT NULL));

      -- What the lost part has sent of whoever is erased is held against nothing any more: digests could be guessed at.
      CREATE FUNCTION erased_was_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        DELETE FROM sent_before USING alert WHERE sent_before.subject = alert.alert_id AND alert.client_id = NEW.pseudonym;
        RETURN NULL;
      END $$;
      DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION erased_was_sent() SET search_path = pg_catalog, %I, pg_temp', current_schema());
      END $$;
      REVOKE EXECUTE ON FUNCTION erased_was_sent() FROM PUBLIC;
      CREATE TRIGGER erased_was_sent AFTER UPDATE OF carried_out_at ON erasure
        FOR EACH ROW WHEN (NEW.carried_out_at IS NOT NULL AND OLD.carried_out_at IS NULL) EXECUTE FUNCTION erased_was_sent();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER erased_was_sent ON erasure;
      DROP FUNCTION erased_was_sent();
      ALTER TABLE erasure DROP COLUMN ledger_id;
      ALTER TABLE erasure DROP CONSTRAINT erasure_ground_check;
      ALTER TABLE erasure ADD CONSTRAINT erasure_ground_check CHECK (ground IN ('ON_REQUEST', 'RETENTION'));
      ALTER TABLE notification_group DROP COLUMN sent_before;
      DROP TABLE log_divergence, settled_before, sent_before;
      DROP TRIGGER restore_on_record ON restore;
      DROP TABLE restore;
    `);
  }
}
