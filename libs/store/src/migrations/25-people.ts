import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * A person stands behind every session and every key: what was given here is kept apart from what an identity provider
 * tells, a key can do no more than its maker may, and what takes two people compares people.
 */
export class People1700000000025 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(PEOPLE);
    await q.query(KEYS);
    await q.query(TWO_PEOPLE);
    await q.query(AGE);
    // What these functions read must not depend on who calls them: a temporary table could otherwise stand in for ours.
    await q.query(`
      DO $$
      DECLARE
        function regprocedure;
      BEGIN
        FOREACH function IN ARRAY ARRAY[${FUNCTIONS.map((name) => `'${name}'`).join(', ')}]::regprocedure[] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', function, current_schema());
        END LOOP;
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(DOWN);
  }
}

const PEOPLE = `
  ALTER TABLE person RENAME COLUMN roles TO given_roles;
  ALTER TABLE person RENAME COLUMN entities TO given_entities;
  ALTER TABLE person
    ALTER COLUMN given_roles SET DEFAULT '{}',
    -- As of the last sign-in there; NULL: no provider has told of them.
    ADD COLUMN provider_roles text[],
    -- '*' stands for all of them; NULL: the provider isn't asked about entities.
    ADD COLUMN provider_entities text[];
  -- Who told what of whoever came from a provider was not kept apart. The provider says it again with the next sign-in;
  -- what it no longer says then must not stand for ever.
  UPDATE person SET provider_roles = given_roles, given_roles = '{}', provider_entities = given_entities,
         given_entities = CASE WHEN given_entities IS NOT NULL THEN '{}'::text[] END
   WHERE subject IS NOT NULL;
  ALTER TABLE person
    ADD COLUMN roles text[] NOT NULL GENERATED ALWAYS AS (given_roles || coalesce(provider_roles, '{}')) STORED,
    -- The entities that the roles are limited to; NULL: all.
    ADD COLUMN entities text[] GENERATED ALWAYS AS (CASE
      WHEN provider_entities IS NULL THEN given_entities
      WHEN '*' = ANY (provider_entities) THEN NULL
      WHEN given_entities IS NULL THEN provider_entities
      ELSE given_entities || provider_entities
    END) STORED;
  -- Whom an id stands for is never written again.
  REVOKE UPDATE ON person FROM ${APP_ROLE};
  GRANT UPDATE (name, email, issuer, subject, given_roles, given_entities, provider_roles, provider_entities, disabled,
    last_seen_at) ON person TO ${APP_ROLE};
  CREATE INDEX person_by_id_lower ON person (lower(person_id));
  CREATE INDEX person_by_email_lower ON person (lower(email));
  CREATE INDEX session_by_person ON session (person_id);
  CREATE INDEX sign_in_link_by_person ON sign_in_link (person_id);
`;

const KEYS = `
  ALTER TABLE api_key
    -- The key that it was made by; NULL: by a person in a session. It can do no more than that one, and ends with it.
    ADD COLUMN made_with text REFERENCES api_key (key_id),
    ADD COLUMN expires_at timestamptz;
  CREATE INDEX api_key_by_maker ON api_key (created_by) WHERE revoked_at IS NULL;
  -- Who was disabled is not let in again by what was theirs then.
  UPDATE api_key SET revoked_at = clock_timestamp() FROM person p
   WHERE p.person_id = api_key.created_by AND p.disabled AND revoked_at IS NULL;
  DELETE FROM session USING person p WHERE p.person_id = session.person_id AND p.disabled;
  DELETE FROM sign_in_link USING person p WHERE p.person_id = sign_in_link.person_id AND p.disabled;
  -- Whose key it is, and what it may do at most, is settled when it is made.
  REVOKE UPDATE ON api_key FROM ${APP_ROLE};
  GRANT UPDATE (last_used_at, revoked_at) ON api_key TO ${APP_ROLE};
`;

/** Programs of before would write roles where there is nothing to write any more, and must not run beside this. */
const AGE = `
  DO $$ BEGIN
    IF to_regclass('schema_age') IS NOT NULL THEN
      UPDATE schema_age SET oldest_program = greatest(oldest_program, 25);
    END IF;
  END $$;
`;

/** Functions are told by what they take; those that are replaced are listed too. */
const FUNCTIONS = [
  'person_behind(text)',
  'is_same_person(text, text)',
  'is_active_person(text)',
  'require_second_person(text, text, text)',
  'closed_by_two()',
  'agreed_by_two()',
  'rebuild_approved_later()',
];

const TWO_PEOPLE = `
  -- Ids are one person's where they come to the same address: whoever was entered under one name, and comes from the
  -- provider under another, can't agree with themselves. In doubt they are one.
  CREATE OR REPLACE FUNCTION is_same_person(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(lower(person_behind(one)) = lower(person_behind(other)), true) OR EXISTS (
      SELECT FROM person a, person b
       WHERE a.person_id = person_behind(one) AND b.person_id = person_behind(other)
         AND ARRAY[lower(a.person_id), lower(a.email)] && ARRAY[lower(b.person_id), lower(b.email)])
  $$;

  CREATE OR REPLACE FUNCTION is_active_person(actor text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
      SELECT FROM person WHERE person_id = person_behind(actor) AND NOT disabled AND cardinality(roles) > 0)
  $$;

  CREATE OR REPLACE FUNCTION require_second_person(deed text, proposer text, approver text) RETURNS void LANGUAGE plpgsql STABLE AS $$
  BEGIN
    IF is_same_person(proposer, approver) OR NOT is_active_person(approver) THEN
      RAISE EXCEPTION '% takes two people: expected a second person beside %, found %.',
        deed, coalesce(proposer, 'nobody'), coalesce(approver, 'nobody') USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT is_active_person(proposer) THEN
      RAISE EXCEPTION '% takes two people: %, who proposed it, was disabled or has no role any more.',
        deed, coalesce(proposer, 'nobody') USING ERRCODE = 'insufficient_privilege';
    END IF;
  END $$;

  -- As before, but by people.
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
    PERFORM require_second_person(format('Closing a %s alert', coalesce(judged, claimed)), proposer, NEW.actor);
    RETURN NULL;
  END $$;

  -- For tables of which one row holds both: what is done, and the columns of who proposed and who agreed.
  CREATE FUNCTION agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM require_second_person(TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1], to_jsonb(NEW) ->> TG_ARGV[2]);
    RETURN NEW;
  END $$;
  CREATE TRIGGER policy_proposal_agreed_by_two BEFORE UPDATE ON policy_proposal
    FOR EACH ROW WHEN (OLD.decision IS NULL AND NEW.decision = 'APPROVED')
    EXECUTE FUNCTION agreed_by_two('Approving a pack', 'proposed_by', 'decided_by');
  CREATE TRIGGER silence_agreed_by_two BEFORE UPDATE OF approved_by ON silence
    FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    EXECUTE FUNCTION agreed_by_two('A long silence', 'created_by', 'approved_by');
  -- The command line is nobody's session or key: whoever approves of what it built is the one person who answers for it.
  CREATE TRIGGER rebuild_agreed_by_two BEFORE UPDATE OF approved_by ON rebuild
    FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by
      AND NEW.created_by <> 'command line')
    EXECUTE FUNCTION agreed_by_two('Putting a rebuild into use', 'created_by', 'approved_by');

  CREATE FUNCTION rebuild_approved_later() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'A rebuild is approved after it was made, not with it.' USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER rebuild_approved_later BEFORE INSERT ON rebuild
    FOR EACH ROW WHEN (NEW.approved_by IS NOT NULL) EXECUTE FUNCTION rebuild_approved_later();
`;

const DOWN = `
  DROP TRIGGER rebuild_approved_later ON rebuild;
  DROP TRIGGER rebuild_agreed_by_two ON rebuild;
  DROP TRIGGER silence_agreed_by_two ON silence;
  DROP TRIGGER policy_proposal_agreed_by_two ON policy_proposal;
  -- closed_by_two() stays as strict as it is, and with it the functions that it stands on.
  DROP FUNCTION agreed_by_two(), rebuild_approved_later();
  DROP INDEX api_key_by_maker;
  ALTER TABLE api_key DROP COLUMN made_with, DROP COLUMN expires_at;
  GRANT UPDATE ON api_key TO ${APP_ROLE};
  DROP INDEX person_by_id_lower, person_by_email_lower, session_by_person, sign_in_link_by_person;
  ALTER TABLE person DROP COLUMN roles, DROP COLUMN entities;
  ALTER TABLE person RENAME COLUMN given_roles TO roles;
  ALTER TABLE person RENAME COLUMN given_entities TO entities;
  UPDATE person SET roles = roles || provider_roles WHERE provider_roles IS NOT NULL;
  ALTER TABLE person ALTER COLUMN roles DROP DEFAULT, DROP COLUMN provider_roles, DROP COLUMN provider_entities;
  GRANT UPDATE ON person TO ${APP_ROLE};
`;
