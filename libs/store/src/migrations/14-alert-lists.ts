import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue is sorted by gravity and by due time, and counted by every facet, over a hundred thousand alerts and more. */
export class AlertLists1700000000014 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Within one severity the order of due times is the order of raising.
      CREATE INDEX alert_by_gravity ON alert (${GRAVITY}, raised_at, alert_id) WHERE active;
      -- All that facets count, so that they are counted without reading the alerts.
      CREATE INDEX alert_by_facets ON alert
        (status, severity, verdict, entity_id, service, asset_class, country, kind, assignee, article61_2) WHERE active;
      -- alert_by_time serves the same lists.
      DROP INDEX alert_queue;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE INDEX alert_queue ON alert (raised_at DESC, alert_id DESC) WHERE active AND status <> 'CLOSED';
      DROP INDEX alert_by_gravity, alert_by_facets;
    `);
  }
}

/** Lists must say exactly this to be sorted by the index. */
const GRAVITY = `(CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END)`;
