import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts are found by the names of what they are about too: the act, its campaign, the product, the asset, the requests. */
export class AlertNames1700000000073 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Its names are settled here, see search_words. A view holds these fields for nothing else.
      CREATE FUNCTION alert_names(view text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN (SELECT coalesce(string_agg(found[1], ' '), '')
                  FROM regexp_matches(view, '"(?:id|assetId|productId|key)":"((?:[^"\\\\]|\\\\.)*)"', 'g') AS found);
      DROP INDEX alert_by_words;
      CREATE INDEX alert_by_words ON alert USING gin (search_words(${WORDS} || ' ' || alert_names(view))) WHERE active;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP INDEX alert_by_words;
      DROP FUNCTION alert_names(text);
      CREATE INDEX alert_by_words ON alert USING gin (search_words(${WORDS})) WHERE active;
    `);
  }
}

const WORDS = `client_id || ' ' || survivor_id || ' ' || alert_id || ' ' || explanation`;
