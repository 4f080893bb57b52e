import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As long as one person may keep something quiet counts from when it was quiet first, not from the last renewal. */
export class SilenceRenewals1700000000024 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    const [row] = (await q.query('SELECT quote_ident(current_schema()) AS schema')) as { schema: string }[];
    if (row === undefined) throw new Error('The database has no schema to write to.');
    // Nobody's temporary table may stand for one of ours.
    const path = `SET search_path = pg_catalog, ${row.schema}, pg_temp`;
    await q.query(`
      -- Whether some alert could meet both: no facet that both name has other values in each.
      CREATE FUNCTION silences_meet(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE ${path} AS $$
        SELECT NOT EXISTS (
          SELECT FROM jsonb_array_elements(one::jsonb) a JOIN jsonb_array_elements(other::jsonb) b
              ON a ->> 'facet' = b ->> 'facet'
           WHERE NOT EXISTS (SELECT FROM jsonb_array_elements_text(a -> 'values') v WHERE b -> 'values' ? v))
      $$;

      -- How long one person alone would have kept alerts quiet that a new silence until then keeps quiet: with all that
      -- silences without a second person kept of them before. A pause as long as the limit lets it count anew.
      CREATE FUNCTION silence_alone(new_matchers text, new_until timestamptz, days integer) RETURNS interval
      LANGUAGE plpgsql ${path} AS $$
      DECLARE
        edge  timestamptz := clock_timestamp();
        total interval := new_until - edge;
        past  record;
      BEGIN
        FOR past IN
          SELECT created_at AS first, least(until, coalesce(ended_at, until)) AS last FROM silence
           WHERE NOT needs_second AND created_at < edge AND silences_meet(new_matchers, matchers)
           ORDER BY 2 DESC
        LOOP
          EXIT WHEN past.last < edge - make_interval(days => days);
          IF past.first < edge THEN
            total := total + (least(past.last, edge) - past.first);
            edge := past.first;
          END IF;
        END LOOP;
        RETURN total;
      END $$;

      CREATE FUNCTION silence_needs_second(new_matchers text, new_until timestamptz) RETURNS boolean
      LANGUAGE plpgsql ${path} AS $$
      DECLARE
        days integer;
      BEGIN
        SELECT (pack::jsonb -> 'fourEyes' ->> 'silenceDays')::integer INTO days
          FROM policy ORDER BY position DESC LIMIT 1;
        RETURN silence_alone(new_matchers, new_until, days) > make_interval(days => days);
      END $$;

      CREATE FUNCTION silence_renewed_by_two() RETURNS trigger LANGUAGE plpgsql ${path} AS $$
      BEGIN
        -- One after the other, or two at once would each be the first.
        PERFORM pg_advisory_xact_lock(hashtext('scopewatch-silence'));
        IF NOT NEW.needs_second AND silence_needs_second(NEW.matchers, NEW.until) THEN
          RAISE EXCEPTION 'With what was kept quiet before, this silence is longer than one person may make it.'
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER silence_renewed_by_two BEFORE INSERT ON silence
        FOR EACH ROW EXECUTE FUNCTION silence_renewed_by_two();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER silence_renewed_by_two ON silence;
      DROP FUNCTION silence_renewed_by_two();
      DROP FUNCTION silence_needs_second(text, timestamptz);
      DROP FUNCTION silence_alone(text, timestamptz, integer);
      DROP FUNCTION silences_meet(text, text);
    `);
  }
}
