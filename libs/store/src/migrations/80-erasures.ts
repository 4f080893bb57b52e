import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Who may ask for an erasure, agree to one, and hold. */
const KEEPERS = '{privacy,admin}';

/** What the eraser may write, by table; where nothing is named it may drop rows. */
const MAY_WRITE: Readonly<Record<string, readonly string[]>> = {
  event: ['client_id', 'shared', 'message_key', 'headers', 'value', 'salt'],
  alert_fact: ['client_id', 'body', 'salt'],
  rejection: ['message_key', 'headers', 'value', 'message', 'salt'],
  log_record: ['subject', 'client_id', 'body', 'salt'],
  record_pending: ['subject', 'body'],
  alert: ['client_id', 'survivor_id', 'explanation', 'view', 'proposed'],
  mention: ['client_id'],
  incident: ['key'],
  fan_out: ['client_ids', 'cursor'],
  audit: ['target', 'before', 'after'],
  planned_check: ['events', 'rejected'],
  planned_check_answer: ['client_id', 'body'],
  silence: ['matchers', 'reason'],
  receiver: ['name', 'matchers'],
  notification: ['body'],
  notification_group: ['told'],
  delivery: ['detail'],
  rejection_step: ['reason'],
  rejection_outcome: ['message'],
  backtest: ['client_ids'],
  backtest_chunk: ['first_id', 'last_id'],
  backtest_difference: ['client_id', 'body'],
  shadow_difference: ['client_id', 'survivor_id', 'body'],
  rebuild: ['cursor'],
  rebuild_difference: ['client_id', 'key', 'before', 'after', 'old_row'],
  topic_rebinding: ['reason'],
  offset_gap: ['reason'],
  policy_proposal: ['reason'],
  legal_hold: ['client_id', 'reason', 'lift_reason'],
  erasure: ['client_id', 'client_ids', 'reason', 'decision_reason'],
  reading_trouble: ['message'],
};
const MAY_DROP = ['client', 'rebuilt_client', 'shadowed_client', 'idempotency', 'rebuild_difference'];

/**
 * Erasures, legal holds, and the role that carries an erasure out. That role can't sign in and may write the columns above
 * and nothing else; what runs as it asks each time whether two people have agreed and nobody holds the data. So the role of
 * the apps still only appends to the log.
 */
export class Erasures1700000000080 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(TABLES);
    await q.query(AGREED);
    await q.query(CARRY_OUT);
    const [role] = (await q.query(ROLE)) as { name: string }[];
    await q.query(settle(role?.name ?? ''));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP FUNCTION begin_erasure(text, text[], text), erase_rows(text, text, jsonb), carry_out_erasure(text, bigint, bigint, bytea),
        finish_erasure(text, bigint, bytea, jsonb), erasure_under_way(text), erasure_names(text), replace_words(text, text[], text);
      DROP TRIGGER erased_alert_stays ON alert;
      DROP FUNCTION erased_alert_stays();
      DROP TRIGGER erasure_on_record ON erasure;
      DROP TRIGGER legal_hold_on_record ON legal_hold;
      DROP TABLE erased_row, erasure, legal_hold;
      DROP FUNCTION erasure_agreed_by_two();
    `);
  }
}

const TABLES = `
  CREATE TABLE legal_hold (
    hold_id     text        NOT NULL,
    client_id   text        NOT NULL,
    reason      text        NOT NULL,
    placed_by   text        NOT NULL,
    placed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    lifted_by   text,
    lifted_at   timestamptz,
    lift_reason text,
    CONSTRAINT legal_hold_pk PRIMARY KEY (hold_id),
    CONSTRAINT legal_hold_reason CHECK (says_something(reason) AND (lifted_at IS NULL OR says_something(lift_reason)))
  );
  CREATE INDEX legal_hold_by_client ON legal_hold (client_id) WHERE lifted_at IS NULL;

  CREATE TABLE erasure (
    erasure_id      text        NOT NULL,
    -- As it was asked for; once it is finished the random id that took its place.
    client_id       text        NOT NULL,
    -- ON_REQUEST, RETENTION, or LEDGER: carried out once before, and undone by a restore.
    ground          text        NOT NULL CHECK (ground IN ('ON_REQUEST', 'RETENTION', 'LEDGER')),
    reason          text        NOT NULL CHECK (says_something(reason)),
    requested_by    text        NOT NULL,
    requested_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    decision        text        CHECK (decision IN ('APPROVED', 'REJECTED')),
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    -- All ids of the client, from the beginning of the work until nothing outside waits for them.
    client_ids      text[],
    -- What stands in their place.
    pseudonym       text,
    -- Where in the order of recording the erasure stands.
    position        bigint,
    -- How many rows of the log, and SHA-256 over their positions and new leaves.
    rows            bigint,
    digest          bytea,
    carried_out_at  timestamptz,
    -- What topics still hold and until when.
    outside         jsonb,
    finished_at     timestamptz,
    CONSTRAINT erasure_pk PRIMARY KEY (erasure_id),
    CONSTRAINT erasure_pseudonym_unique UNIQUE (pseudonym)
  );
  CREATE UNIQUE INDEX erasure_under_way_of ON erasure (client_id) WHERE finished_at IS NULL AND decision IS DISTINCT FROM 'REJECTED';
  CREATE INDEX erasure_by_position ON erasure (position) WHERE position IS NOT NULL;

  -- Rows of the log that an erasure has changed, with what they are committed to since.
  CREATE TABLE erased_row (
    position   bigint NOT NULL,
    erasure_id text   NOT NULL REFERENCES erasure (erasure_id),
    leaf       bytea  NOT NULL,
    CONSTRAINT erased_row_pk PRIMARY KEY (position, erasure_id)
  );
  CREATE INDEX erased_row_by_erasure ON erased_row (erasure_id, position);

  GRANT SELECT, INSERT ON legal_hold TO ${APP_ROLE};
  GRANT UPDATE (lifted_by, lifted_at, lift_reason) ON legal_hold TO ${APP_ROLE};
  GRANT SELECT, INSERT (erasure_id, client_id, ground, reason, requested_by) ON erasure TO ${APP_ROLE};
  GRANT UPDATE (decision, decided_by, decided_at, decision_reason) ON erasure TO ${APP_ROLE};
  GRANT SELECT ON erased_row TO ${APP_ROLE};

  CREATE TRIGGER legal_hold_on_record AFTER INSERT OR UPDATE OR DELETE ON legal_hold
    FOR EACH ROW EXECUTE FUNCTION put_on_record('{hold_id}', '{}', '{}');
  CREATE TRIGGER erasure_on_record AFTER INSERT OR UPDATE OR DELETE ON erasure
    FOR EACH ROW EXECUTE FUNCTION put_on_record('{erasure_id}', '{}', '{}');
`;

const AGREED = `
  CREATE FUNCTION erasure_agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.decision = 'APPROVED' AND NEW.decision IS DISTINCT FROM OLD.decision THEN
      IF is_same_person(NEW.requested_by, NEW.decided_by) OR NOT may_still(NEW.decided_by, '${KEEPERS}', NULL) THEN
        RAISE EXCEPTION 'An erasure takes two people: expected a second person beside %, found %.',
          coalesce(NEW.requested_by, 'nobody'), coalesce(NEW.decided_by, 'nobody') USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF NOT may_still(NEW.requested_by, '${KEEPERS}', NULL) THEN
        RAISE EXCEPTION 'An erasure takes two people: %, who asked for it, may not ask for it any more.',
          coalesce(NEW.requested_by, 'nobody') USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF EXISTS (SELECT FROM legal_hold WHERE client_id = NEW.client_id AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'The data of this client is under a legal hold.' USING ERRCODE = 'object_in_use';
      END IF;
    END IF;
    IF OLD.decision IS NOT NULL AND NEW.decision IS DISTINCT FROM OLD.decision THEN
      RAISE EXCEPTION 'The erasure has been decided on.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER erasure_agreed_by_two BEFORE UPDATE OF decision, decided_by ON erasure
    FOR EACH ROW EXECUTE FUNCTION erasure_agreed_by_two();
`;

const CARRY_OUT = `
  -- What is left of an alert can't be derived again, so it can only be worked on.
  CREATE FUNCTION erased_alert_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    worked text[] := '{status,assignee,work,closed_at,proposed}';
  BEGIN
    IF EXISTS (SELECT FROM erasure WHERE pseudonym = OLD.client_id)
       AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - worked IS DISTINCT FROM to_jsonb(OLD) - worked) THEN
      RAISE EXCEPTION 'What is left of an alert of an erased client stays as it is.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END $$;
  CREATE TRIGGER erased_alert_stays BEFORE UPDATE OR DELETE ON alert
    FOR EACH ROW WHEN (starts_with(OLD.client_id, 'erased-')) EXECUTE FUNCTION erased_alert_stays();

  -- The erasure, where it was agreed to, is not finished, and nobody holds any of the client's ids.
  CREATE FUNCTION erasure_under_way(id text) RETURNS erasure LANGUAGE plpgsql AS $$
  DECLARE
    found erasure;
  BEGIN
    SELECT * INTO found FROM erasure WHERE erasure_id = id FOR UPDATE;
    IF found.erasure_id IS NULL OR found.decision IS DISTINCT FROM 'APPROVED' OR found.finished_at IS NOT NULL THEN
      RAISE EXCEPTION 'No erasure % is agreed to and unfinished.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM legal_hold WHERE client_id = ANY (found.client_id || found.client_ids) AND lifted_at IS NULL) THEN
      RAISE EXCEPTION 'The data of this client is under a legal hold.' USING ERRCODE = 'object_in_use';
    END IF;
    RETURN found;
  END $$;

  CREATE FUNCTION begin_erasure(id text, ids text[], random text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found erasure := erasure_under_way(id);
  BEGIN
    IF found.carried_out_at IS NOT NULL OR NOT found.client_id = ANY (ids) THEN
      RAISE EXCEPTION 'The erasure % is of another client, or carried out.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE erasure SET client_ids = ids, pseudonym = random WHERE erasure_id = id;
    PERFORM erasure_under_way(id);
  END $$;

  -- By what a row shows that it concerns the client: an id of theirs, also as bytes, or one of their alerts.
  CREATE FUNCTION erasure_names(id text) RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(DISTINCT name) FROM erasure e, LATERAL (
      SELECT unnest(e.client_ids || e.pseudonym) AS name
      UNION ALL SELECT alert_id FROM alert WHERE client_id = ANY (e.client_ids || e.pseudonym)) names
     WHERE e.erasure_id = id
  $$;

  -- Changes rows that concern the client: [{key, set, leaf?} or {key, drop}]. @returns how many
  CREATE FUNCTION erase_rows(id text, of text, changes jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found  erasure := erasure_under_way(id);
    names  text[] := erasure_names(id);
    change jsonb;
    keyed  text;
    listed text;
    stored jsonb;
    total  bigint := 0;
  BEGIN
    FOR change IN SELECT jsonb_array_elements(changes) LOOP
      SELECT string_agg(format('t.%1$I = k.%1$I', name), ' AND ') INTO keyed FROM jsonb_object_keys(change -> 'key') AS name;
      EXECUTE format('SELECT to_jsonb(t) FROM %1$I t, jsonb_populate_record(NULL::%1$I, $1) k WHERE %2$s', of, keyed)
        INTO stored USING change -> 'key';
      IF stored IS NULL OR NOT (
          -- A retraction may name no more than an event of the client, and so may what it gathered.
          of = 'event' AND stored ->> 'type' = 'fact.retracted.v1' OR of = 'incident' AND stored ->> 'kind' IN ('MERGE', 'RETRACTION')
          -- Of a check a digest is on record, which names nobody.
          OR of IN ('log_record', 'record_pending') AND stored ->> 'kind' IN ('planned_check', 'planned_check_answer')
          -- A row of before salts that stands beside one of the client is committed to anew, as it is.
          OR stored -> 'salt' = 'null' AND change -> 'set' = jsonb_build_object('salt', change -> 'set' -> 'salt')
          OR EXISTS (SELECT FROM unnest(names) AS name WHERE name !~ '^[A-Za-z0-9_.:@/~-]+$'
              OR strpos(stored::text, name) > 0 OR strpos(stored::text, encode(convert_to(name, 'UTF8'), 'hex')) > 0)) THEN
        RAISE EXCEPTION 'The row % of % does not concern the client, or is not there.', change -> 'key', of
          USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF change ? 'drop' THEN
        EXECUTE format('DELETE FROM %1$I t USING jsonb_populate_record(NULL::%1$I, $1) k WHERE %2$s', of, keyed)
          USING change -> 'key';
      ELSE
        SELECT string_agg(format('%1$I = s.%1$I', name), ', ') INTO listed FROM jsonb_object_keys(change -> 'set') AS name;
        EXECUTE format('UPDATE %1$I t SET %3$s FROM jsonb_populate_record(NULL::%1$I, $1) k,
            jsonb_populate_record(NULL::%1$I, $2) s WHERE %2$s', of, keyed, listed)
          USING change -> 'key', change -> 'set';
      END IF;
      total := total + 1;
      IF change ? 'leaf' THEN
        INSERT INTO erased_row (position, erasure_id, leaf)
        VALUES ((change -> 'key' ->> 'position')::bigint, id, (change ->> 'leaf')::bytea)
        ON CONFLICT (position, erasure_id) DO UPDATE SET leaf = EXCLUDED.leaf;
      END IF;
    END LOOP;
    RETURN total;
  END $$;

  CREATE FUNCTION carry_out_erasure(id text, at bigint, erased bigint, digested bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    PERFORM erasure_under_way(id);
    UPDATE erasure SET position = coalesce(position, at), rows = erased, digest = digested,
           carried_out_at = coalesce(carried_out_at, clock_timestamp()) WHERE erasure_id = id;
  END $$;

  CREATE FUNCTION replace_words(words text, ids text[], random text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    one text;
  BEGIN
    FOREACH one IN ARRAY coalesce(ids, '{}') LOOP words := replace(words, one, random); END LOOP;
    RETURN words;
  END $$;

  -- Nothing outside waits for the ids any more: they go here too.
  CREATE FUNCTION finish_erasure(id text, erased bigint, digested bytea, still_outside jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found erasure := erasure_under_way(id);
  BEGIN
    IF found.carried_out_at IS NULL THEN
      RAISE EXCEPTION 'The erasure % is not carried out.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE erasure SET client_id = pseudonym, client_ids = NULL, rows = erased, digest = digested, outside = still_outside,
           reason = replace_words(reason, found.client_ids, pseudonym), decision_reason = replace_words(decision_reason, found.client_ids, pseudonym),
           finished_at = clock_timestamp()
     WHERE erasure_id = id;
  END $$;
`;

/** The role, made where we may; else what runs in its place is the owner's. */
const ROLE = `
  WITH named AS (SELECT 'scopewatch_eraser_' || left(md5(current_database() || '.' || current_schema()), 8) AS name)
  SELECT name FROM named
`;

const FUNCTIONS = [
  'begin_erasure(text, text[], text)',
  'erase_rows(text, text, jsonb)',
  'carry_out_erasure(text, bigint, bigint, bytea)',
  'finish_erasure(text, bigint, bytea, jsonb)',
];

const settle = (role: string): string => `
  DO $$
  DECLARE
    named  text;
    eraser text := '${role}';
  BEGIN
    FOREACH named IN ARRAY ARRAY['erasure_agreed_by_two()', 'erased_alert_stays()', 'erasure_under_way(text)', 'erasure_names(text)', 'replace_words(text, text[], text)',
                                 ${FUNCTIONS.map((f) => `'${f}'`).join(', ')}] LOOP
      EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', named, current_schema());
    END LOOP;
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = eraser) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', eraser); END IF;
      EXECUTE format('GRANT %I TO CURRENT_USER', eraser);
    EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
      IF NOT pg_has_role(CURRENT_USER, coalesce((SELECT rolname FROM pg_roles WHERE rolname = eraser), CURRENT_USER), 'MEMBER')
         OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = eraser) THEN
        eraser := NULL;
      END IF;
    END;
    IF eraser IS NOT NULL THEN
      EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO %I', current_schema(), eraser);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE ON erasure, erased_row TO %I', eraser);
      ${Object.entries(MAY_WRITE)
        .map(
          ([table, columns]) =>
            `EXECUTE format('GRANT SELECT, UPDATE (${columns.join(', ')}) ON ${table} TO %I', eraser);`,
        )
        .join('\n      ')}
      EXECUTE format('GRANT SELECT, DELETE ON ${MAY_DROP.join(', ')} TO %I', eraser);
      FOREACH named IN ARRAY ARRAY['erasure_under_way(text)', 'erasure_names(text)', 'replace_words(text, text[], text)', ${FUNCTIONS.map((f) => `'${f}'`).join(', ')}] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', named, eraser);
      END LOOP;
      EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', current_schema(), eraser);
    END IF;
  END $$;
  REVOKE EXECUTE ON FUNCTION erasure_under_way(text), erasure_names(text), replace_words(text, text[], text), ${FUNCTIONS.join(', ')} FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO ${APP_ROLE};
`;
