import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What shows nothing: see `saysSomething` in the domain, which a spec compares this with. */
const SOMETHING = String.raw`[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]`;

/** Where a reason stands that somebody gave, and is kept. */
const REASONS = [
  ['policy_proposal', 'reason'],
  ['silence', 'reason'],
  ['topic_rebinding', 'reason'],
  ['offset_gap', 'reason'],
] as const;

/**
 * A reason or a comment that is kept for ever says something, whoever writes it: no reason at all and a line break passed
 * before. What is on record already stays as it is, and can still be decided on and ended: only what is written is looked at.
 */
export class Reasons1700000000051 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE FUNCTION says_something(words text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN coalesce(words ~ '${SOMETHING}', false);

      -- Rows are only ever added to it; old ones may be such as are refused now.
      ALTER TABLE rejection_step DROP CONSTRAINT rejection_step_reason;
      ALTER TABLE rejection_step ADD CONSTRAINT rejection_step_reason
        CHECK ((kind = 'TURNED_DOWN' AND reason IS NULL) OR says_something(reason)) NOT VALID;
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM rejection_step
                        WHERE NOT ((kind = 'TURNED_DOWN' AND reason IS NULL) OR says_something(reason))) THEN
          ALTER TABLE rejection_step VALIDATE CONSTRAINT rejection_step_reason;
        END IF;
      END $$;

      CREATE FUNCTION reason_said() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'A reason that is kept in % says something: expected words, found %.', TG_TABLE_NAME,
          coalesce(quote_literal(to_jsonb(NEW) ->> 'reason'), 'none') USING ERRCODE = 'check_violation';
      END $$;
      DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION reason_said() SET search_path = pg_catalog, %I, pg_temp', current_schema());
      END $$;
      ${REASONS.map(
        ([table, column]) => `
      CREATE TRIGGER ${table}_reason BEFORE INSERT OR UPDATE OF ${column} ON ${table}
        FOR EACH ROW WHEN (${table === 'offset_gap' ? 'NEW.accepted_by IS NOT NULL AND ' : ''}NOT says_something(NEW.${column}))
        EXECUTE FUNCTION reason_said();`,
      ).join('')}
      -- The log is never read through for it: it is only ever added to, so what is there stays.
      ALTER TABLE alert_fact ADD CONSTRAINT alert_fact_comment
        CHECK (kind <> 'commented' OR says_something(body::jsonb #>> '{note,text}')) NOT VALID;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE alert_fact DROP CONSTRAINT alert_fact_comment;
      ${REASONS.map(([table]) => `DROP TRIGGER ${table}_reason ON ${table};`).join('\n      ')}
      DROP FUNCTION reason_said();
      ALTER TABLE rejection_step DROP CONSTRAINT rejection_step_reason;
      ALTER TABLE rejection_step ADD CONSTRAINT rejection_step_reason
        CHECK (kind = 'TURNED_DOWN' OR length(btrim(reason)) > 0) NOT VALID;
      DROP FUNCTION says_something(text);
    `);
  }
}
