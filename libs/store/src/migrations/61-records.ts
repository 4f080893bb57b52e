import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Whose rows go on record in the log: their key, what of them only passes, and what is put there as a digest. */
const TABLES: readonly [table: string, key: readonly string[], passing?: readonly string[], digested?: string[]][] = [
  ['audit', ['position']],
  ['person', ['person_id'], ['last_seen_at']],
  ['api_key', ['key_id'], ['last_used_at']],
  ['receiver', ['receiver_id']],
  ['policy_pack', ['version'], [], ['pack']],
  ['policy_activation', ['position'], [], ['rules']],
  ['policy_proposal', ['proposal_id'], [], ['pack']],
  ['judge_change', ['position']],
  ['rejection_outcome', ['rejection_id', 'attempt']],
  ['rejection_step', ['rejection_id', 'step']],
  ['silence', ['silence_id']],
  ['topic_incarnation', ['topic', 'incarnation']],
  ['topic_rebinding', ['rebinding_id']],
  ['offset_gap', ['topic', 'partition', 'from_offset']],
  [
    'rebuild',
    ['rebuild_id'],
    [
      ...['stage', 'cursor', 'done', 'total', 'rounds', 'caught_up', 'cut_over_version', 'problem', 'started_at'],
      ...['judged_anew', 'finished_at'],
    ],
  ],
  ['planned_check', ['check_id'], [], ['events', 'rejected']],
];

const list = (names: readonly string[] = []): string => `'{${names.join(',')}}'`;

/**
 * What people and jobs decide goes on record in the log, whoever writes it and by whatever statement: the row as it stands
 * from then on waits here, in the transaction that wrote it, and whoever grows the log's tree appends it. So the tables are
 * what is shown, and the log says whether they are what was decided.
 */
export class Records1700000000061 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE record_pending (
        n       bigint GENERATED ALWAYS AS IDENTITY,
        kind    text NOT NULL,
        subject text NOT NULL,
        -- The row as JSON; null where it is gone.
        body    text NOT NULL,
        CONSTRAINT record_pending_pk PRIMARY KEY (n)
      );
      -- Nobody puts a row here but by changing what it is about.
      GRANT SELECT, DELETE ON record_pending TO ${APP_ROLE};

      -- The key of a row as one text: each part as JSON writes it within quotes, so that a slash in one can't be mistaken.
      CREATE FUNCTION record_subject(was jsonb, names text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT string_agg(replace(was ->> name, '/', '~1'), '/' ORDER BY n) FROM unnest(names) WITH ORDINALITY AS k (name, n)
      $$;
      CREATE FUNCTION record_body(was jsonb, passing text[], digested text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT was - passing - digested || coalesce(
          (SELECT jsonb_object_agg(name || '_sha256', encode(sha256(convert_to(was ->> name, 'UTF8')), 'hex'))
             FROM unnest(digested) AS name WHERE was ->> name IS NOT NULL), '{}')
      $$;
      CREATE FUNCTION put_on_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        body jsonb;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          INSERT INTO record_pending (kind, subject, body)
          VALUES (TG_TABLE_NAME, record_subject(to_jsonb(OLD), TG_ARGV[0]::text[]), 'null');
          RETURN NULL;
        END IF;
        body := record_body(to_jsonb(NEW), TG_ARGV[1]::text[], TG_ARGV[2]::text[]);
        IF TG_OP = 'UPDATE' AND body = record_body(to_jsonb(OLD), TG_ARGV[1]::text[], TG_ARGV[2]::text[]) THEN
          RETURN NULL;
        END IF;
        INSERT INTO record_pending (kind, subject, body)
        VALUES (TG_TABLE_NAME, record_subject(to_jsonb(NEW), TG_ARGV[0]::text[]), body::text);
        RETURN NULL;
      END $$;

      -- Of a check with a hundred thousand answers one line says what they are.
      CREATE FUNCTION put_answers_on_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO record_pending (kind, subject, body)
        SELECT TG_TABLE_NAME, replace(check_id, '/', '~1') || '/' || min(ordinal) || '-' || max(ordinal), answers_body(
                 array_agg(body ORDER BY ordinal))::text
          FROM added GROUP BY check_id;
        RETURN NULL;
      END $$;
      CREATE FUNCTION answers_body(bodies text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT jsonb_build_object('answers', cardinality(bodies),
                 'sha256', encode(sha256(convert_to(array_to_string(bodies, E'\\n'), 'UTF8')), 'hex'))
      $$;
      DO $$
      DECLARE
        named text;
      BEGIN
        FOREACH named IN ARRAY ARRAY['put_on_record()', 'put_answers_on_record()', 'record_subject(jsonb, text[])',
                                     'record_body(jsonb, text[], text[])', 'answers_body(text[])'] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', named, current_schema());
        END LOOP;
      END $$;
      -- A time is written the same whoever writes it.
      ALTER FUNCTION put_on_record() SET timezone = 'UTC';
      REVOKE EXECUTE ON FUNCTION put_on_record(), put_answers_on_record() FROM PUBLIC;
      SET LOCAL timezone = 'UTC';
    `);
    for (const [table, key, passing, digested] of TABLES) {
      await q.query(`
        INSERT INTO record_pending (kind, subject, body)
        SELECT '${table}', record_subject(row, ${list(key)}), record_body(row, ${list(passing)}, ${list(digested)})::text
          FROM (SELECT to_jsonb(t) AS row FROM ${table} t) rows;
        CREATE TRIGGER ${table}_on_record AFTER INSERT OR UPDATE OR DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION put_on_record(${list(key)}, ${list(passing)}, ${list(digested)});
      `);
    }
    await q.query(`
      INSERT INTO record_pending (kind, subject, body)
      SELECT 'planned_check_answer', replace(check_id, '/', '~1') || '/' || min(ordinal) || '-' || max(ordinal),
             answers_body(array_agg(body ORDER BY ordinal))::text
        FROM planned_check_answer GROUP BY check_id;
      CREATE TRIGGER planned_check_answer_on_record AFTER INSERT ON planned_check_answer REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION put_answers_on_record();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['planned_check_answer', ...TABLES.map(([name]) => name)])
      await q.query(`DROP TRIGGER ${table}_on_record ON ${table}`);
    await q.query(`
      DROP FUNCTION put_on_record(), put_answers_on_record(), record_subject(jsonb, text[]),
        record_body(jsonb, text[], text[]), answers_body(text[]);
      DROP TABLE record_pending;
    `);
  }
}
