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
  saved_view: ['name', 'search'],
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
  erasure: ['client_id', 'reason', 'decision_reason'],
  reading_trouble: ['message'],
};
/** Of these a row is somebody's, by a column. */
const OWNED =
  '{client,rebuilt_client,shadowed_client,mention,planned_check_answer,backtest_difference,shadow_difference,rebuild_difference,alert}';
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
      DROP FUNCTION ${[...FUNCTIONS, ...INNER].join(', ')};
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
    -- ON_REQUEST of the client, or for its RETENTION has ended.
    ground          text        NOT NULL CHECK (ground IN ('ON_REQUEST', 'RETENTION')),
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
    IF OLD.decision IS NOT NULL AND NEW.decision IS DISTINCT FROM OLD.decision
       AND NEW.decision_reason IS DISTINCT FROM 'The client is erased by another request.' THEN
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

  -- The erasure, where it was agreed to and is not finished.
  CREATE FUNCTION erasure_under_way(id text) RETURNS erasure LANGUAGE plpgsql AS $$
  DECLARE
    found erasure;
  BEGIN
    SELECT * INTO found FROM erasure WHERE erasure_id = id FOR UPDATE;
    IF found.erasure_id IS NULL OR found.decision IS DISTINCT FROM 'APPROVED' OR found.finished_at IS NOT NULL THEN
      RAISE EXCEPTION 'No erasure % is agreed to and unfinished.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found;
  END $$;

  -- How an id may stand in a text: as it is, and as JSON writes it.
  CREATE FUNCTION written_forms(ids text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(DISTINCT form) FROM unnest(ids) AS id,
      LATERAL (VALUES (id), (substr(to_json(id)::text, 2, length(to_json(id)::text) - 2)),
                      (replace(substr(to_json(id)::text, 2, length(to_json(id)::text) - 2), '/', '\\/'))) AS forms (form)
  $$;

  -- Says whose data goes: the client who was asked for, with ids that some merge on file names. @returns the random id
  CREATE FUNCTION begin_erasure(id text, ids text[]) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found  erasure := erasure_under_way(id);
    member text;
    random text := 'erased-' || replace(gen_random_uuid()::text, '-', '');
  BEGIN
    IF found.pseudonym IS NOT NULL OR NOT found.client_id = ANY (ids) THEN
      RAISE EXCEPTION 'The erasure % is of another client, or has begun.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOREACH member IN ARRAY ids LOOP
      CONTINUE WHEN member = found.client_id;
      IF NOT EXISTS (SELECT FROM event WHERE type = 'client.merged.v1' AND shared
            AND (client_id = member OR EXISTS (SELECT FROM unnest(written_forms(ARRAY[member])) AS form
              WHERE position(convert_to('"' || form || '"', 'UTF8') IN value) > 0))) THEN
        RAISE EXCEPTION 'Nothing says that % is the same client.', member USING ERRCODE = 'insufficient_privilege';
      END IF;
    END LOOP;
    IF EXISTS (SELECT FROM legal_hold WHERE client_id = ANY (ids) AND lifted_at IS NULL) THEN
      RAISE EXCEPTION 'The data of this client is under a legal hold.' USING ERRCODE = 'object_in_use';
    END IF;
    -- What was asked for besides, of the same client, comes to the same.
    UPDATE erasure SET decision = 'REJECTED', decided_by = found.decided_by, decided_at = clock_timestamp(),
           decision_reason = 'The client is erased by another request.'
     WHERE erasure_id <> id AND client_id = ANY (ids) AND pseudonym IS NULL AND decision IS DISTINCT FROM 'REJECTED';
    UPDATE erasure SET client_ids = ids, pseudonym = random WHERE erasure_id = id;
    RETURN random;
  END $$;

  -- What an event may say after an erasure: nothing, or the same but for the client.
  CREATE FUNCTION same_but_for(ids text[], random text, before jsonb, after jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    words text[] := '{words,subject,excerpt,reason,data_base64}';
    field text;
    path  text[];
  BEGIN
    FOREACH path SLICE 1 IN ARRAY ARRAY[ARRAY['data', ''], ARRAY['', '']] LOOP
      path := array_remove(path, '');
      CONTINUE WHEN jsonb_typeof(before #> path) IS DISTINCT FROM 'object';
      IF jsonb_typeof(before #> (path || '{audience,clientIds}')) = 'array' THEN
        before := jsonb_set(before, path || '{audience,clientIds}', coalesce((SELECT jsonb_agg(one ORDER BY n)
          FROM jsonb_array_elements(before #> (path || '{audience,clientIds}')) WITH ORDINALITY AS list (one, n)
         WHERE NOT (one #>> '{}') = ANY (ids)), '[]'));
      END IF;
      FOREACH field IN ARRAY ARRAY['clientId', 'mergedClientId', 'referrerId'] LOOP
        IF before #>> (path || field) = ANY (ids) THEN before := jsonb_set(before, path || field, to_jsonb(random)); END IF;
      END LOOP;
      FOREACH field IN ARRAY words LOOP
        before := before #- (path || field);
        after := after #- (path || field);
      END LOOP;
    END LOOP;
    RETURN before = after;
  END $$;

  -- Why a row may not be changed so in the name of this erasure; NULL where it may.
  CREATE FUNCTION why_not_erased(found erasure, of text, stored jsonb, changed jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
  DECLARE
    names  text[] := written_forms(found.client_ids || found.pseudonym);
    alerts text[] := ARRAY(SELECT alert_id FROM alert WHERE client_id = ANY (found.client_ids || found.pseudonym));
    value  bytea := (stored ->> 'value')::bytea;
    now    bytea := (changed ->> 'value')::bytea;
  BEGIN
    -- A row of before salts that stands beside one of the client is committed to anew, as it is.
    IF stored -> 'salt' = 'null' AND changed = jsonb_build_object('salt', changed -> 'salt') THEN RETURN NULL; END IF;
    IF of = 'event' THEN
      IF now = '' AND changed -> 'client_id' = 'null' AND changed -> 'shared' = 'false' THEN
        RETURN CASE WHEN stored ->> 'client_id' = ANY (found.client_ids)
                      OR stored ->> 'type' IN ('fact.retracted.v1', 'client.merged.v1', 'client.unmerged.v1') THEN NULL
                    ELSE 'it is somebody else''s' END;
      END IF;
      IF changed -> 'client_id' IS DISTINCT FROM stored -> 'client_id' OR changed -> 'shared' IS DISTINCT FROM stored -> 'shared' THEN
        RETURN 'it stays whose it is';
      END IF;
      RETURN CASE WHEN same_but_for(found.client_ids, found.pseudonym, convert_from(value, 'UTF8')::jsonb, convert_from(now, 'UTF8')::jsonb)
        THEN NULL ELSE 'of others it goes on saying what it said' END;
    END IF;
    IF of = 'erasure' AND stored -> 'finished_at' = 'null' AND stored ->> 'decision' IS DISTINCT FROM 'REJECTED' THEN
      RETURN 'it is under way';
    END IF;
    IF of = ANY ('${OWNED}') THEN
      RETURN CASE WHEN stored ->> 'client_id' = ANY (found.client_ids) OR stored ->> 'survivor_id' = ANY (found.client_ids) THEN NULL
        ELSE 'it is somebody else''s' END;
    END IF;
    IF of = 'alert_fact' AND EXISTS (SELECT FROM unnest(ARRAY['alertId', 'verdict', 'severity', 'status', 'entityId', 'detectedAt']) AS kept
        WHERE (stored ->> 'body')::jsonb -> kept IS DISTINCT FROM (changed ->> 'body')::jsonb -> kept) THEN
      RETURN 'what was found stays';
    END IF;
    IF of = 'incident' THEN RETURN CASE WHEN stored ->> 'kind' IN ('MERGE', 'RETRACTION') THEN NULL ELSE 'it is no such incident' END; END IF;
    IF of IN ('log_record', 'record_pending') AND stored ->> 'kind' IN ('planned_check', 'planned_check_answer') THEN RETURN NULL; END IF;
    IF EXISTS (SELECT FROM jsonb_each_text(stored) AS field, unnest(names || alerts) AS name WHERE strpos(field.value, name) > 0
                OR strpos(field.value, encode(convert_to(name, 'UTF8'), 'hex')) > 0
                OR field.key = 'headers' AND field.value IS NOT NULL AND of = 'rejection') THEN
      RETURN NULL;
    END IF;
    RETURN 'it does not name the client';
  END $$;

  -- Changes rows that concern the client: [{key, set, leaf?} or {key, drop}]. @returns how many
  CREATE FUNCTION erase_rows(id text, of text, changes jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found   erasure := erasure_under_way(id);
    columns jsonb := '${JSON.stringify(MAY_WRITE)}';
    primary_key text[];
    change  jsonb;
    keyed   text;
    listed  text;
    why     text;
    stored  jsonb;
    total   bigint := 0;
  BEGIN
    IF found.pseudonym IS NULL OR NOT (columns ? of OR of = ANY ('{${MAY_DROP.join(',')}}')) THEN
      RAISE EXCEPTION 'Nothing of % is erased in the name of %.', of, id USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT array_agg(attname ORDER BY attname) INTO primary_key FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
     WHERE indrelid = of::regclass AND indisprimary;
    -- A rejection goes by its place in the log as every other row of it does.
    IF of = 'rejection' THEN primary_key := '{position}'; END IF;
    SELECT string_agg(format('t.%1$I = k.%1$I', name), ' AND ') INTO keyed FROM unnest(primary_key) AS name;
    FOR change IN SELECT jsonb_array_elements(changes) LOOP
      IF ARRAY(SELECT jsonb_object_keys(change -> 'key') ORDER BY 1) <> primary_key
         OR change ? 'drop' AND NOT of = ANY ('{${MAY_DROP.join(',')}}')
         OR change ? 'set' AND NOT coalesce(columns -> of, '[]') @> coalesce((SELECT jsonb_agg(k) FROM jsonb_object_keys(change -> 'set') AS k), '[]') THEN
        RAISE EXCEPTION 'A row of % is named by %, and only some of its columns are erased.', of, primary_key USING ERRCODE = 'insufficient_privilege';
      END IF;
      EXECUTE format('SELECT to_jsonb(t) FROM %1$I t, jsonb_populate_record(NULL::%1$I, $1) k WHERE %2$s', of, keyed)
        INTO stored USING change -> 'key';
      why := CASE WHEN stored IS NULL THEN 'it is not there' ELSE why_not_erased(found, of, stored, coalesce(change -> 'set', '{}')) END;
      IF why IS NOT NULL THEN
        RAISE EXCEPTION 'The row % of % is not changed in the name of this erasure: %.', change -> 'key', of, why
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

  -- How many rows of the log an erasure has changed, and SHA-256 over their positions and new leaves.
  CREATE FUNCTION erased_digest(id text) RETURNS TABLE (erased bigint, digested bytea) LANGUAGE sql STABLE AS $$
    SELECT count(*), sha256(coalesce(string_agg(int8send(position) || leaf, '' ORDER BY position), '')) FROM erased_row WHERE erasure_id = id
  $$;

  CREATE FUNCTION carry_out_erasure(id text, at bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found erasure := erasure_under_way(id);
  BEGIN
    IF found.pseudonym IS NULL OR found.carried_out_at IS NOT NULL THEN
      RAISE EXCEPTION 'The erasure % has not begun, or is carried out.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE erasure e SET position = at, rows = erased, digest = digested, carried_out_at = clock_timestamp()
      FROM erased_digest(id) WHERE e.erasure_id = id;
  END $$;

  -- Nothing outside waits for the ids any more: they go here too.
  CREATE FUNCTION finish_erasure(id text, still_outside jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE
    found erasure := erasure_under_way(id);
  BEGIN
    IF found.carried_out_at IS NULL THEN
      RAISE EXCEPTION 'The erasure % is not carried out.', id USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE erasure e SET client_id = found.pseudonym, client_ids = NULL, rows = erased, digest = digested, outside = still_outside,
           reason = replace_words(e.reason, found.client_ids, found.pseudonym),
           decision_reason = replace_words(e.decision_reason, found.client_ids, found.pseudonym), finished_at = clock_timestamp()
      FROM erased_digest(id) WHERE e.erasure_id = id;
  END $$;

  -- The longest first, so that none leaves a part of another.
  CREATE FUNCTION replace_words(words text, ids text[], random text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    one text;
  BEGIN
    FOR one IN SELECT id FROM unnest(ids) AS id ORDER BY length(id) DESC LOOP words := replace(words, one, random); END LOOP;
    RETURN words;
  END $$;
`;

/** The role, made where we may; else what runs in its place is the owner's. */
const ROLE = `
  WITH named AS (SELECT 'scopewatch_eraser_' || left(md5(current_database() || '.' || current_schema()), 8) AS name)
  SELECT name FROM named
`;

/** What only these ask. */
const INNER = [
  'erasure_under_way(text)',
  'written_forms(text[])',
  'same_but_for(text[], text, jsonb, jsonb)',
  'why_not_erased(erasure, text, jsonb, jsonb)',
  'erased_digest(text)',
  'replace_words(text, text[], text)',
];

const FUNCTIONS = [
  'begin_erasure(text, text[])',
  'erase_rows(text, text, jsonb)',
  'carry_out_erasure(text, bigint)',
  'finish_erasure(text, jsonb)',
];

const settle = (role: string): string => `
  DO $$
  DECLARE
    named  text;
    eraser text := '${role}';
  BEGIN
    FOREACH named IN ARRAY ARRAY['erasure_agreed_by_two()', 'erased_alert_stays()', ${INNER.map((f) => `'${f}'`).join(', ')},
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
      FOREACH named IN ARRAY ARRAY[${INNER.map((f) => `'${f}'`).join(', ')}, ${FUNCTIONS.map((f) => `'${f}'`).join(', ')}] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO %I', named, eraser);
      END LOOP;
      EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM %I', current_schema(), eraser);
    END IF;
  END $$;
  REVOKE EXECUTE ON FUNCTION ${INNER.join(', ')}, ${FUNCTIONS.join(', ')} FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO ${APP_ROLE};
`;
