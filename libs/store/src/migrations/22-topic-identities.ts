import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * Which topic it is that is read under a name, why reading of one was stopped, how two people decided to read on, and
 * what was never read.
 */
export class TopicIdentities1700000000022 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Two people decide from where another topic is read under a name.
      CREATE TABLE topic_rebinding (
        rebinding_id text        NOT NULL,
        topic        text        NOT NULL,
        -- The one that is read no more; its successor has the next number.
        incarnation  integer     NOT NULL,
        -- beginning, an offset, or a time (RFC 3339).
        start_from   text        NOT NULL,
        reason       text        NOT NULL,
        -- The topic that it is about, as it was found when this was proposed.
        cluster_id   text,
        topic_id     text,
        proposed_by  text        NOT NULL,
        proposed_at  timestamptz NOT NULL,
        decision     text,
        decided_by   text,
        decided_at   timestamptz,
        CONSTRAINT topic_rebinding_pk PRIMARY KEY (rebinding_id),
        CONSTRAINT topic_rebinding_decision CHECK (decision IN ('APPROVED', 'REJECTED')),
        CONSTRAINT topic_rebinding_decided CHECK ((decision IS NULL) = (decided_by IS NULL)
          AND (decision IS NULL) = (decided_at IS NULL))
      );
      CREATE UNIQUE INDEX topic_rebinding_under_way ON topic_rebinding (topic) WHERE decision IS NULL;

      CREATE TABLE topic_incarnation (
        topic        text        NOT NULL,
        incarnation  integer     NOT NULL,
        -- Both NULL: read before ids were kept; noted at the next look.
        cluster_id   text,
        topic_id     text,
        bound_at     timestamptz NOT NULL,
        -- NULL for the first.
        rebinding_id text        REFERENCES topic_rebinding (rebinding_id),
        CONSTRAINT topic_incarnation_pk PRIMARY KEY (topic, incarnation),
        CONSTRAINT topic_incarnation_decided CHECK ((incarnation = 1) = (rebinding_id IS NULL))
      );
      INSERT INTO topic_incarnation (topic, incarnation, bound_at)
        SELECT DISTINCT topic, 1, clock_timestamp() FROM kafka_offset;

      -- Why a topic is not read now; gone when it is read again.
      CREATE TABLE topic_stop (
        topic            text        NOT NULL,
        incarnation      integer     NOT NULL,
        reason           text        NOT NULL,
        detail           text        NOT NULL,
        found_cluster_id text,
        found_topic_id   text,
        noticed_at       timestamptz NOT NULL,
        CONSTRAINT topic_stop_pk PRIMARY KEY (topic),
        CONSTRAINT topic_stop_incarnation FOREIGN KEY (topic, incarnation)
          REFERENCES topic_incarnation (topic, incarnation)
      );

      ALTER TABLE kafka_offset
        -- The record that was handled last, and SHA-256 of what it says; NULL where none was handled yet. A monitor of
        -- the version before moves the offset alone: then they don't meet, and tell nothing.
        ADD COLUMN last_offset bigint,
        ADD COLUMN last_record bytea,
        -- Its topic is no longer read: two people put another in its place.
        ADD COLUMN closed boolean NOT NULL DEFAULT false;

      -- What is on record already may be markers of transactions as well as a loss; nobody can tell any more.
      ALTER TABLE offset_gap
        ADD COLUMN kind text NOT NULL DEFAULT 'UNEXPLAINED',
        ADD COLUMN accepted_by text,
        ADD COLUMN accepted_at timestamptz,
        ADD COLUMN reason text,
        ADD CONSTRAINT offset_gap_kind CHECK (kind IN ('UNEXPLAINED', 'EXPIRED', 'SKIPPED')),
        ADD CONSTRAINT offset_gap_accepted CHECK ((accepted_by IS NULL) = (accepted_at IS NULL)
          AND (accepted_by IS NULL) = (reason IS NULL));
      CREATE INDEX offset_gap_open ON offset_gap (recorded_at) WHERE accepted_by IS NULL;

      GRANT SELECT, INSERT ON topic_rebinding, topic_incarnation TO ${APP_ROLE};
      GRANT UPDATE (decision, decided_by, decided_at) ON topic_rebinding TO ${APP_ROLE};
      GRANT UPDATE (cluster_id, topic_id) ON topic_incarnation TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON topic_stop TO ${APP_ROLE};
      REVOKE UPDATE, DELETE ON offset_gap FROM ${APP_ROLE};
      GRANT UPDATE (accepted_by, accepted_at, reason) ON offset_gap TO ${APP_ROLE};

      CREATE FUNCTION topic_rebound_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.decision IS NOT NULL THEN
            RAISE EXCEPTION 'How a topic is read on is decided after it was proposed, not with it.'
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.decision IS NOT NULL THEN
          RAISE EXCEPTION 'It was decided already how % is read on: %.', OLD.topic, OLD.decision
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.decision = 'APPROVED' AND person_behind(NEW.decided_by) = person_behind(NEW.proposed_by) THEN
          RAISE EXCEPTION 'To read % on takes a second person: expected somebody else than %.', NEW.topic, NEW.proposed_by
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER topic_rebinding_by_two BEFORE INSERT OR UPDATE ON topic_rebinding
        FOR EACH ROW EXECUTE FUNCTION topic_rebound_by_two();

      CREATE FUNCTION topic_incarnation_approved() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF OLD.cluster_id IS NOT NULL OR OLD.topic_id IS NOT NULL THEN
            RAISE EXCEPTION 'Which topic is read as % stands on record; another takes a decision of two.', OLD.topic
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END IF;
        IF NEW.incarnation > 1 AND NOT EXISTS (
          SELECT FROM topic_rebinding r WHERE r.rebinding_id = NEW.rebinding_id AND r.decision = 'APPROVED'
             AND r.topic = NEW.topic AND r.incarnation = NEW.incarnation - 1
             AND (r.cluster_id, r.topic_id) IS NOT DISTINCT FROM (NEW.cluster_id, NEW.topic_id)) THEN
          RAISE EXCEPTION 'Another topic is read as % only as two people decided.', NEW.topic
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER topic_incarnation_approved BEFORE INSERT OR UPDATE ON topic_incarnation
        FOR EACH ROW EXECUTE FUNCTION topic_incarnation_approved();

      -- A temporary table of the same name must not be what they read.
      DO $$
      DECLARE
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY['topic_rebound_by_two', 'topic_incarnation_approved'] LOOP
          EXECUTE format('ALTER FUNCTION %I() SET search_path = pg_catalog, %I, pg_temp', name, current_schema());
        END LOOP;
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE topic_stop, topic_incarnation, topic_rebinding;
      DROP FUNCTION topic_rebound_by_two(), topic_incarnation_approved();
      DROP INDEX offset_gap_open;
      ALTER TABLE offset_gap DROP COLUMN kind, DROP COLUMN accepted_by, DROP COLUMN accepted_at, DROP COLUMN reason;
      ALTER TABLE kafka_offset DROP COLUMN last_offset, DROP COLUMN last_record, DROP COLUMN closed;
      GRANT UPDATE, DELETE ON offset_gap TO ${APP_ROLE};
    `);
  }
}
