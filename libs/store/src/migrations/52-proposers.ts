import type { MigrationInterface, QueryRunner } from 'typeorm';

const WORKERS = '{analyst,approver,admin}';
const DECIDERS = '{approver,admin}';

/** What was proposed for the whole book, by the table it stands in: the deed, who proposed and who agrees, and who may propose. */
const DEEDS = [
  ['policy_proposal', 'UPDATE', 'Approving a pack', 'proposed_by', 'decided_by', WORKERS],
  ['rebuild', 'UPDATE OF approved_by', 'Putting a rebuild into use', 'created_by', 'approved_by', DECIDERS],
  ['topic_rebinding', 'UPDATE', 'Reading a topic on', 'proposed_by', 'decided_by', DECIDERS],
] as const;

/** When each of these is agreed to, as before. */
const WHEN: Readonly<Record<(typeof DEEDS)[number][0], string>> = {
  policy_proposal: `OLD.decision IS NULL AND NEW.decision = 'APPROVED'`,
  rebuild: `NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by AND NEW.created_by <> 'command line'`,
  topic_rebinding: `OLD.decision IS NULL AND NEW.decision = 'APPROVED'`,
};

/**
 * A proposal counts for as long as whoever made it might make it still. To have some role was enough before: whoever had
 * become a viewer, or was limited to other entities since, was one of the two all the same; and anybody could be the second.
 */
export class Proposers1700000000052 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(PEOPLE);
    await q.query(DEEDS_BY_TWO);
    await q.query(
      DEEDS.map(
        ([table, event, deed, proposer, approver, roles]) => `
          DROP TRIGGER ${table}_agreed_by_two ON ${table};
          CREATE TRIGGER ${table}_agreed_by_two BEFORE ${event} ON ${table} FOR EACH ROW WHEN (${WHEN[table]})
            EXECUTE FUNCTION agreed_by_two('${deed}', '${proposer}', '${approver}', '${roles}');`,
      ).join('\n'),
    );
    await q.query(`
      DO $$
      DECLARE
        function regprocedure;
      BEGIN
        FOREACH function IN ARRAY ARRAY['may_still(text, text[], text[])', 'entities_kept_quiet(text)', 'closed_by_two()',
            'require_second_person(text, text, text, text[], text[])', 'agreed_by_two()', 'silence_agreed_by_two()',
            'rejection_agreed_by_two()']::regprocedure[] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', function, current_schema());
        END LOOP;
      END $$;
    `);
  }

  /** What takes two people stays as strict as it is. */
  async down(): Promise<void> {}
}

const PEOPLE = `
  -- Whether somebody may do now what takes one of these roles, for all of these entities; NULL: for the whole book.
  CREATE OR REPLACE FUNCTION may_still(actor text, wanted text[], concerned text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
      SELECT FROM person WHERE person_id = person_behind(actor) AND NOT disabled AND roles && wanted
         AND (entities IS NULL OR concerned <@ entities))
  $$;

  CREATE OR REPLACE FUNCTION require_second_person(deed text, proposer text, approver text, proposing text[], concerned text[])
  RETURNS void LANGUAGE plpgsql STABLE AS $$
  BEGIN
    IF is_same_person(proposer, approver) OR NOT may_still(approver, '${DECIDERS}', concerned) THEN
      RAISE EXCEPTION '% takes two people: expected a second person beside %, found %.',
        deed, coalesce(proposer, 'nobody'), coalesce(approver, 'nobody') USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT may_still(proposer, proposing, concerned) THEN
      RAISE EXCEPTION '% takes two people: %, who proposed it, may not propose it any more.',
        deed, coalesce(proposer, 'nobody') USING ERRCODE = 'insufficient_privilege';
    END IF;
  END $$;
`;

const DEEDS_BY_TWO = `
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
    PERFORM require_second_person(format('Closing a %s alert', coalesce(judged, claimed)), proposer, NEW.actor,
      '${WORKERS}', ARRAY[NEW.body::jsonb ->> 'entityId']);
    RETURN NULL;
  END $$;

  -- For tables of which one row holds both: the deed, the columns of who proposed and who agrees, who may propose.
  CREATE OR REPLACE FUNCTION agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM require_second_person(TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1], to_jsonb(NEW) ->> TG_ARGV[2],
      coalesce(TG_ARGV[3], '${WORKERS}')::text[], NULL);
    RETURN NEW;
  END $$;

  -- The entities that an alert can be of that meets all of these; NULL: any.
  CREATE OR REPLACE FUNCTION entities_kept_quiet(matchers text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    WITH named AS (
      SELECT n, value FROM jsonb_array_elements(matchers::jsonb) WITH ORDINALITY AS m (matcher, n),
             jsonb_array_elements_text(matcher -> 'values') AS value
       WHERE matcher ->> 'facet' = 'entityId')
    SELECT CASE WHEN EXISTS (SELECT FROM named) THEN ARRAY(
      SELECT value FROM named GROUP BY value HAVING count(DISTINCT n) = (SELECT count(DISTINCT n) FROM named)) END
  $$;
  CREATE OR REPLACE FUNCTION silence_agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM require_second_person('A long silence', NEW.created_by, NEW.approved_by, '${WORKERS}',
      entities_kept_quiet(NEW.matchers));
    RETURN NEW;
  END $$;
  DROP TRIGGER silence_agreed_by_two ON silence;
  CREATE TRIGGER silence_agreed_by_two BEFORE UPDATE OF approved_by ON silence
    FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION silence_agreed_by_two();

  CREATE OR REPLACE FUNCTION rejection_agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    last_kind  text;
    last_actor text;
  BEGIN
    SELECT kind, actor INTO last_kind, last_actor
      FROM rejection_step WHERE rejection_id = NEW.rejection_id ORDER BY step DESC LIMIT 1;
    IF last_kind = 'PROPOSED' THEN
      PERFORM require_second_person('Setting a rejection aside', last_actor, NEW.actor, '${WORKERS}', NULL);
    END IF;
    RETURN NEW;
  END $$;
`;
