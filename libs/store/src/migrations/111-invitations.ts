import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * People are invited by a link that works once. Whoever hands a link over had it in their own hands, so they are no second
 * person beside whom it lets in; one that is mailed is seen by nobody else.
 */
export class Invitations1700000000111 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The last one of each person.
      CREATE TABLE invitation (
        person_id  text        NOT NULL REFERENCES person (person_id),
        made_by    text        NOT NULL,
        made_at    timestamptz NOT NULL,
        -- SHA-256; NULL: it is still to be mailed, and the link is made with the mail.
        token_hash bytea,
        expires_at timestamptz,
        used_at    timestamptz,
        -- NULL: it was handed over.
        mailed_to  text,
        attempts   integer     NOT NULL DEFAULT 0,
        -- When it is mailed next; NULL: not any more.
        due_at     timestamptz,
        -- Why the last attempt to mail it failed.
        failure    text,
        CONSTRAINT invitation_pk PRIMARY KEY (person_id),
        CONSTRAINT invitation_token_unique UNIQUE (token_hash),
        CONSTRAINT invitation_handed_or_mailed CHECK (token_hash IS NOT NULL OR mailed_to IS NOT NULL)
      );
      CREATE INDEX invitation_due ON invitation (due_at) WHERE due_at IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO ${APP_ROLE};

      -- Who came in by a link that somebody else had in their hands.
      CREATE TABLE let_in (
        person_id text        NOT NULL REFERENCES person (person_id),
        -- A person, or a key.
        let_in_by text        NOT NULL,
        at        timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT let_in_pk PRIMARY KEY (person_id, let_in_by)
      );
      GRANT SELECT, INSERT ON let_in TO ${APP_ROLE};

      CREATE FUNCTION let_in_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO let_in (person_id, let_in_by) VALUES (NEW.person_id, NEW.made_by) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER invitation_let_in_by_hand AFTER INSERT OR UPDATE OF used_at ON invitation
        FOR EACH ROW WHEN (NEW.used_at IS NOT NULL AND NEW.mailed_to IS NULL) EXECUTE FUNCTION let_in_by_hand();

      CREATE FUNCTION shares_address(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(lower(person_behind(one)) = lower(person_behind(other)), true) OR EXISTS (
          SELECT FROM person a, person b
           WHERE a.person_id = person_behind(one) AND b.person_id = person_behind(other)
             AND ARRAY[lower(a.person_id), lower(a.email)] && ARRAY[lower(b.person_id), lower(b.email)])
      $$;

      -- As before; and whoever could have gone in as somebody else counts as them.
      CREATE OR REPLACE FUNCTION is_same_person(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT shares_address(one, other) OR EXISTS (
          SELECT FROM let_in
           WHERE (shares_address(person_id, one) AND shares_address(let_in_by, other))
              OR (shares_address(person_id, other) AND shares_address(let_in_by, one)))
      $$;

      DO $$
      DECLARE
        function regprocedure;
      BEGIN
        FOREACH function IN ARRAY ARRAY['let_in_by_hand()', 'shares_address(text, text)',
            'is_same_person(text, text)']::regprocedure[] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', function, current_schema());
        END LOOP;
        -- Programs of before would let nobody in by such a link, and would leave one open to whoever they disable.
        IF to_regclass('schema_age') IS NOT NULL THEN
          UPDATE schema_age SET oldest_program = greatest(oldest_program, 111);
        END IF;
      END $$;
    `);
  }

  /** Who counts as one person stays as strict as it is. */
  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE invitation; DROP FUNCTION let_in_by_hand()');
  }
}
