import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * A rejection that nobody needs taken can be set aside with a reason, by two people where it names a client: it is on record
 * as such, and no longer stands in anybody's way. And what of a check could not be judged is kept with the check: without
 * that, "yes" might be read out of its answers.
 */
export class SetAsides1700000000023 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- What people have decided about a rejection, in its order. Only ever added to.
      CREATE TABLE rejection_step (
        rejection_id text        NOT NULL REFERENCES rejection (rejection_id),
        step         integer     NOT NULL,
        kind         text        NOT NULL,
        actor        text        NOT NULL,
        -- Of a proposal that was turned down: why, if that was said.
        reason       text,
        recorded_at  timestamptz NOT NULL,
        CONSTRAINT rejection_step_pk PRIMARY KEY (rejection_id, step),
        CONSTRAINT rejection_step_kind CHECK (kind IN ('PROPOSED', 'SET_ASIDE', 'TURNED_DOWN')),
        CONSTRAINT rejection_step_reason CHECK (kind = 'TURNED_DOWN' OR length(btrim(reason)) > 0)
      );
      GRANT SELECT, INSERT ON rejection_step TO ${APP_ROLE};

      -- How each rejection stands: settled by a re-drive, else as people have decided last.
      CREATE VIEW rejection_standing AS
        SELECT r.rejection_id,
               CASE WHEN EXISTS (SELECT FROM rejection_outcome o
                                  WHERE o.rejection_id = r.rejection_id AND o.outcome IN ('ACCEPTED', 'DUPLICATE'))
                    THEN 'SETTLED'
                    WHEN last.kind IN ('PROPOSED', 'SET_ASIDE') THEN last.kind
                    ELSE 'WAITING' END AS standing
          FROM rejection r
          LEFT JOIN LATERAL (SELECT kind FROM rejection_step s
                              WHERE s.rejection_id = r.rejection_id ORDER BY step DESC LIMIT 1) last ON true;
      GRANT SELECT ON rejection_standing TO ${APP_ROLE};

      -- Bytes as text where they are UTF-8 that can be text here; else what is legible of them.
      CREATE FUNCTION legible_text(bytes bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
      BEGIN
        RETURN convert_from(bytes, 'UTF8');
      EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
        -- Without the zero bytes that UTF-16 puts beside what is ASCII.
        RETURN replace(encode(bytes, 'escape'), '\\000', '');
      END $$;

      -- Whether a rejection says of what client it is: by a field for one, or by the id of one on file.
      CREATE FUNCTION rejection_names_client(id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
      DECLARE
        key   text;
        value text;
      BEGIN
        SELECT legible_text(r.message_key), left(legible_text(r.value), 1000000) INTO key, value
          FROM rejection r WHERE r.rejection_id = id;
        RETURN coalesce(value ~ '([cC]lientIds?|referrerId)', false) OR EXISTS (
          SELECT FROM (SELECT key AS word UNION
                       SELECT unnest(regexp_matches(value, '[^[:space:]"'',;(){}]+', 'g'))) words
           WHERE EXISTS (SELECT FROM client c WHERE c.client_id = word)
              OR EXISTS (SELECT FROM event e WHERE e.client_id = word));
      END $$;

      CREATE FUNCTION rejection_set_aside_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        last_step   integer;
        last_kind   text;
        last_actor  text;
        is_settled  boolean;
      BEGIN
        -- Two at once: the second waits here until the first is committed.
        PERFORM pg_advisory_xact_lock(hashtext('scopewatch-rejection'), hashtext(NEW.rejection_id));
        SELECT step, kind, actor INTO last_step, last_kind, last_actor
          FROM rejection_step WHERE rejection_id = NEW.rejection_id ORDER BY step DESC LIMIT 1;
        SELECT standing = 'SETTLED' INTO is_settled FROM rejection_standing WHERE rejection_id = NEW.rejection_id;
        IF is_settled OR last_kind = 'SET_ASIDE' OR (NEW.kind = 'PROPOSED' AND last_kind = 'PROPOSED')
           OR (NEW.kind = 'TURNED_DOWN' AND last_kind IS DISTINCT FROM 'PROPOSED') THEN
          RAISE EXCEPTION 'The rejection % can not be % now: it is %.', NEW.rejection_id, NEW.kind,
            CASE WHEN is_settled THEN 'SETTLED' ELSE coalesce(last_kind, 'WAITING') END
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.kind = 'SET_ASIDE' AND (last_kind = 'PROPOSED' OR rejection_names_client(NEW.rejection_id)) THEN
          IF last_kind IS DISTINCT FROM 'PROPOSED' OR person_behind(last_actor) = person_behind(NEW.actor) THEN
            RAISE EXCEPTION 'Setting aside the rejection %, which names a client, takes two people: expected a proposal by somebody else than %, found %.',
              NEW.rejection_id, NEW.actor, coalesce('one by ' || last_actor, 'none')
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          IF EXISTS (SELECT FROM person WHERE person_id = person_behind(last_actor) AND disabled) THEN
            RAISE EXCEPTION 'Setting aside the rejection % takes two people: %, who proposed it, was disabled.',
              NEW.rejection_id, last_actor USING ERRCODE = 'insufficient_privilege';
          END IF;
        END IF;
        NEW.step := coalesce(last_step, 0) + 1;
        NEW.recorded_at := clock_timestamp();
        RETURN NEW;
      END $$;
      CREATE TRIGGER rejection_step_by_two BEFORE INSERT ON rejection_step
        FOR EACH ROW EXECUTE FUNCTION rejection_set_aside_by_two();

      -- What these functions read must not depend on who calls them.
      DO $$
      DECLARE
        function regprocedure;
      BEGIN
        FOREACH function IN ARRAY ARRAY['legible_text(bytea)', 'rejection_names_client(text)',
                                        'rejection_set_aside_by_two()']::regprocedure[] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', function, current_schema());
        END LOOP;
      END $$;

      -- A JSON array of {index, reason, message}.
      ALTER TABLE planned_check ADD COLUMN rejected text NOT NULL DEFAULT '[]';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE planned_check DROP COLUMN rejected;
      DROP VIEW rejection_standing;
      DROP TABLE rejection_step;
      DROP FUNCTION rejection_set_aside_by_two(), rejection_names_client(text), legible_text(bytea);
    `);
  }
}
