import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts are found by words, by service, and of one analyst or incident, in the order that lists are shown in. */
export class AlertSearch1700000000019 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Words are what stands between signs and spaces; letters of other alphabets are compared as they are.
      CREATE FUNCTION search_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT array_to_tsvector(array_remove(string_to_array(translate(lower(left(words, 10000) COLLATE "C"), ${SIGNS}, ${SPACES}), ' '), ''))
      $$;
      CREATE INDEX alert_by_words ON alert
        USING gin (search_words(client_id || ' ' || survivor_id || ' ' || alert_id || ' ' || explanation)) WHERE active;
      CREATE INDEX alert_by_service ON alert (service, raised_at, alert_id) WHERE active;
      DROP INDEX alert_by_assignee, alert_by_incident;
      CREATE INDEX alert_by_assignee ON alert (assignee, ${GRAVITY}, raised_at, alert_id) WHERE assignee IS NOT NULL;
      CREATE INDEX alert_by_incident ON alert (incident_id, ${GRAVITY}, raised_at, alert_id) WHERE incident_id IS NOT NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP INDEX alert_by_words, alert_by_service, alert_by_assignee, alert_by_incident;
      DROP FUNCTION search_words(text);
      CREATE INDEX alert_by_assignee ON alert (assignee) WHERE assignee IS NOT NULL;
      CREATE INDEX alert_by_incident ON alert (incident_id) WHERE incident_id IS NOT NULL;
    `);
  }
}

/** As in the index `alert_by_gravity`. */
const GRAVITY = `(CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END)`;
/** Every sign and space of ASCII that is neither a letter nor a digit. */
const SIGNS = `E'\\t\\n\\r!"#$%&\\'()*+,-./:;<=>?@[\\\\]^_\`{|}~'`;
const SPACES = `repeat(' ', length(${SIGNS}))`;
