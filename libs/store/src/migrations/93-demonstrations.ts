import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * The mark of a book that is a demonstration, and the clock that its past is recorded by. Only the owner of the database
 * can set it, only before anything was ever recorded, and nobody can take it away. What records takes positions and time
 * from one function, so no setting and no message has a say in either.
 */
export class Demonstrations1700000000093 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE demonstration (
        only_row    boolean     NOT NULL DEFAULT true CHECK (only_row),
        -- What stands in these blocks of the log was recorded by the clock below; no end while that goes on.
        first_block bigint      NOT NULL,
        last_block  bigint,
        -- By the clock of the database.
        begun_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        ended_at    timestamptz,
        -- What time it is in the demonstration.
        clock       timestamptz NOT NULL,
        CONSTRAINT demonstration_pk PRIMARY KEY (only_row),
        CONSTRAINT demonstration_ended CHECK ((last_block IS NULL) = (ended_at IS NULL))
      );
      GRANT SELECT ON demonstration TO ${APP_ROLE};

      -- The time by which facts are recorded. Volatile: it sees a clock that was moved while its statement waited.
      CREATE FUNCTION recording_time() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
        SELECT coalesce((SELECT clock FROM demonstration WHERE ended_at IS NULL), clock_timestamp())
      $$;
      -- A block of positions, and the time of recording of what goes into it, in ms since 1970. While a demonstration is
      -- played nobody takes one as its clock is moved: of two blocks the later never has the earlier time.
      CREATE FUNCTION new_block(OUT block bigint, OUT ms bigint) LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        IF EXISTS (SELECT FROM demonstration WHERE ended_at IS NULL) THEN
          PERFORM pg_advisory_xact_lock_shared(hashtext('scopewatch-demonstration'));
        END IF;
        block := nextval('log_block');
        ms := floor(extract(epoch FROM recording_time()) * 1000)::bigint;
      END $$;

      CREATE FUNCTION demonstration_begins() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT is_called OR last_value > 1 FROM log_block)
           OR EXISTS (SELECT FROM batch) OR EXISTS (SELECT FROM event) OR EXISTS (SELECT FROM log_record)
           OR EXISTS (SELECT FROM alert_fact) OR EXISTS (SELECT FROM rejection) THEN
          RAISE EXCEPTION 'a book in which something was recorded can not become a demonstration';
        END IF;
        NEW.first_block := 1;
        NEW.last_block := NULL;
        NEW.begun_at := clock_timestamp();
        NEW.ended_at := NULL;
        IF NEW.clock > NEW.begun_at THEN
          RAISE EXCEPTION 'the clock of a demonstration shows a time that has passed, not %', NEW.clock;
        END IF;
        RETURN NEW;
      END $$;
      CREATE FUNCTION demonstration_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('scopewatch-demonstration'));
        IF OLD.ended_at IS NOT NULL THEN
          RAISE EXCEPTION 'the clock of the demonstration was stopped at %, for good', OLD.ended_at;
        END IF;
        IF NEW.clock < OLD.clock OR NEW.clock > clock_timestamp() THEN
          RAISE EXCEPTION 'the clock of a demonstration goes from % on and not beyond the time that it is, not to %',
            OLD.clock, NEW.clock;
        END IF;
        NEW.first_block := OLD.first_block;
        NEW.begun_at := OLD.begun_at;
        IF NEW.ended_at IS NULL THEN
          NEW.last_block := NULL;
        ELSE
          NEW.ended_at := clock_timestamp();
          NEW.last_block := (SELECT last_value FROM log_block);
        END IF;
        RETURN NEW;
      END $$;
      CREATE FUNCTION demonstration_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a demonstration stays one';
      END $$;
      CREATE TRIGGER demonstration_begins BEFORE INSERT ON demonstration
        FOR EACH ROW EXECUTE FUNCTION demonstration_begins();
      CREATE TRIGGER demonstration_goes_on BEFORE UPDATE ON demonstration
        FOR EACH ROW EXECUTE FUNCTION demonstration_goes_on();
      CREATE TRIGGER demonstration_stays BEFORE DELETE OR TRUNCATE ON demonstration
        FOR EACH STATEMENT EXECUTE FUNCTION demonstration_stays();
      CREATE TRIGGER demonstration_on_record AFTER INSERT OR UPDATE OR DELETE ON demonstration
        FOR EACH ROW EXECUTE FUNCTION put_on_record('{only_row}', '{clock}', '{}');

      -- Nobody's schema comes before ours in what these read.
      DO $$ DECLARE function regprocedure; BEGIN
        FOR function IN
          SELECT oid::regprocedure FROM pg_proc
           WHERE pronamespace = current_schema()::regnamespace
             AND proname IN ('recording_time', 'new_block', 'demonstration_begins', 'demonstration_goes_on', 'demonstration_stays')
        LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', function, current_schema());
        END LOOP;
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE demonstration;
      DROP FUNCTION demonstration_begins(), demonstration_goes_on(), demonstration_stays(), new_block(), recording_time();
    `);
  }
}
