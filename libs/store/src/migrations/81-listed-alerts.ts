import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * What alerts are listed, counted and searched by leaves the table that is judged into: it follows beside it, see
 * `listed-alert-table.ts`. What is judged into keeps the indexes that judging, work and notices ask.
 */
export class ListedAlerts1700000000081 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE listed_alert (
        client_id    text        NOT NULL,
        alert_id     text        NOT NULL,
        survivor_id  text        NOT NULL,
        entity_id    text        NOT NULL,
        verdict      text,
        severity     text        NOT NULL,
        active       boolean     NOT NULL,
        status       text        NOT NULL,
        incident_id  text,
        effective_at timestamptz,
        raised_at    timestamptz NOT NULL,
        kind         text        NOT NULL,
        service      text,
        asset_class  text,
        country      text,
        article61_2  boolean     NOT NULL,
        assignee     text,
        proposed     text,
        words        tsvector    NOT NULL,
        CONSTRAINT listed_alert_pk PRIMARY KEY (client_id, alert_id)
      );
      -- The alerts whose rows were written, until they are listed as they stand.
      CREATE TABLE alert_change (
        number    bigint GENERATED ALWAYS AS IDENTITY,
        at        timestamptz NOT NULL DEFAULT statement_timestamp(),
        client_id text NOT NULL,
        alert_id  text NOT NULL,
        CONSTRAINT alert_change_pk PRIMARY KEY (number)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON listed_alert TO ${APP_ROLE};
      -- Nobody puts a row here but by writing an alert.
      GRANT SELECT, DELETE ON alert_change TO ${APP_ROLE};

      CREATE FUNCTION note_new_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO alert_change (client_id, alert_id) SELECT client_id, alert_id FROM new_rows;
        RETURN NULL;
      END $$;
      CREATE FUNCTION note_changed_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO alert_change (client_id, alert_id)
        SELECT client_id, alert_id FROM old_rows UNION SELECT client_id, alert_id FROM new_rows;
        RETURN NULL;
      END $$;
      CREATE FUNCTION note_gone_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO alert_change (client_id, alert_id) SELECT client_id, alert_id FROM old_rows;
        RETURN NULL;
      END $$;
      -- What an alert is found by: ids, what its explanation says, and the names of what it is about. Words are what stands
      -- between signs and spaces; letters of other alphabets are compared as they are. Signs are replaced one by one: translate
      -- looks each letter up among all of them, which takes ten times as long.
      CREATE FUNCTION alert_words(client text, survivor text, alert text, explanation text, view text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN (
          SELECT CASE WHEN octet_length(spaced) <= ${WORD_BYTES_MAX}
                      THEN array_to_tsvector(array_remove(string_to_array(spaced, ' '), ''))
                      -- A word may be longer than PostgreSQL takes one to be.
                      ELSE (SELECT coalesce(array_to_tsvector(array_agg(left(word, ${WORD_BYTES_MAX / 4}))), '')
                              FROM unnest(string_to_array(spaced, ' ')) AS word WHERE word <> '') END
            FROM (SELECT ${SIGNS.reduce((words, sign) => `replace(${words}, ${sign}, ' ')`, WORDS)} AS spaced OFFSET 0) AS w);
      DO $$
      DECLARE
        named text;
      BEGIN
        FOREACH named IN ARRAY ARRAY['note_new_alerts()', 'note_changed_alerts()', 'note_gone_alerts()'] LOOP
          EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, %I, pg_temp', named, current_schema());
        END LOOP;
      END $$;
      REVOKE EXECUTE ON FUNCTION note_new_alerts(), note_changed_alerts(), note_gone_alerts() FROM PUBLIC;
      CREATE TRIGGER alert_is_new AFTER INSERT ON alert
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_new_alerts();
      CREATE TRIGGER alert_is_changed AFTER UPDATE ON alert
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changed_alerts();
      CREATE TRIGGER alert_is_gone AFTER DELETE ON alert
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_gone_alerts();

      DROP INDEX alert_by_time, alert_by_gravity, alert_by_facets, alert_by_words, alert_by_service, alert_by_assignee,
                 alert_by_incident, alert_by_proposal;
      DROP FUNCTION search_words(text);
      CREATE INDEX alert_by_incident ON alert (incident_id) WHERE incident_id IS NOT NULL;

      INSERT INTO listed_alert (${COLUMNS}, words)
      SELECT ${COLUMNS}, alert_words(client_id, survivor_id, alert_id, explanation, view) FROM alert;
      CREATE INDEX listed_alert_by_survivor ON listed_alert (survivor_id);
      CREATE INDEX listed_alert_by_time ON listed_alert (raised_at, alert_id);
      -- Within one severity the order of due times is the order of raising.
      CREATE INDEX listed_alert_by_gravity ON listed_alert (${GRAVITY}, raised_at, alert_id) WHERE active;
      -- All that facets count, so that they are counted without reading the alerts.
      CREATE INDEX listed_alert_by_facets ON listed_alert
        (status, severity, verdict, entity_id, service, asset_class, country, kind, assignee, article61_2) WHERE active;
      CREATE INDEX listed_alert_by_words ON listed_alert USING gin (words) WHERE active;
      CREATE INDEX listed_alert_by_service ON listed_alert (service, raised_at, alert_id) WHERE active;
      CREATE INDEX listed_alert_by_assignee ON listed_alert (assignee, ${GRAVITY}, raised_at, alert_id)
        WHERE assignee IS NOT NULL;
      CREATE INDEX listed_alert_by_incident ON listed_alert (incident_id, ${GRAVITY}, raised_at, alert_id)
        WHERE incident_id IS NOT NULL;
      CREATE INDEX listed_alert_by_proposal ON listed_alert (raised_at, alert_id) WHERE proposed IS NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER alert_is_new ON alert;
      DROP TRIGGER alert_is_changed ON alert;
      DROP TRIGGER alert_is_gone ON alert;
      DROP FUNCTION note_new_alerts(), note_changed_alerts(), note_gone_alerts();
      DROP TABLE alert_change, listed_alert;
      DROP FUNCTION alert_words(text, text, text, text, text);
      DROP INDEX alert_by_incident;
      CREATE INDEX alert_by_time ON alert (raised_at, alert_id);
      CREATE INDEX alert_by_gravity ON alert (${GRAVITY}, raised_at, alert_id) WHERE active;
      CREATE INDEX alert_by_facets ON alert
        (status, severity, verdict, entity_id, service, asset_class, country, kind, assignee, article61_2) WHERE active;
      CREATE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_to_tsvector(array_remove(string_to_array(translate(lower(left(words, 10000) COLLATE "C"), ${FORMERLY}, repeat(' ', length(${FORMERLY}))), ' '), ''))
      $$;
      CREATE INDEX alert_by_words ON alert USING gin (search_words(
        client_id || ' ' || survivor_id || ' ' || alert_id || ' ' || explanation || ' ' || alert_names(view))) WHERE active;
      CREATE INDEX alert_by_service ON alert (service, raised_at, alert_id) WHERE active;
      CREATE INDEX alert_by_assignee ON alert (assignee, ${GRAVITY}, raised_at, alert_id) WHERE assignee IS NOT NULL;
      CREATE INDEX alert_by_incident ON alert (incident_id, ${GRAVITY}, raised_at, alert_id) WHERE incident_id IS NOT NULL;
      CREATE INDEX alert_by_proposal ON alert (raised_at, alert_id) WHERE proposed IS NOT NULL;
    `);
  }
}

/** As they stand on the alert itself. */
const COLUMNS = `client_id, alert_id, survivor_id, entity_id, verdict, severity, active, status, incident_id, effective_at,
  raised_at, kind, service, asset_class, country, article61_2, assignee, proposed`;
/** Lists must say exactly this to be sorted by the index. */
const GRAVITY = `(CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END)`;
const WORDS = `lower(left(client || ' ' || survivor || ' ' || alert || ' ' || explanation || ' ' || alert_names(view), 10000) COLLATE "C")`;
/** Every sign and space of ASCII that is neither a letter nor a digit, as SQL. */
const SIGNS = [...'\t\n\r!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].map((sign) => `chr(${sign.charCodeAt(0)})`);
/** Of one word; four bytes are a letter at most. */
const WORD_BYTES_MAX = 2000;
const FORMERLY = `concat(${SIGNS.join(', ')})`;
