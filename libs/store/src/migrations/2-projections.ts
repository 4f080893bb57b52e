import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from the log and can be built again from it, and the books that ingest keeps. */
export class Projections1700000000002 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- One row per client (of merged ids: per survivor). fillfactor leaves room for updates in place.
      CREATE TABLE client (
        client_id text    NOT NULL,
        -- Goes up with every change: who changes it says which one it saw.
        version   bigint  NOT NULL,
        -- Up to which position of shared knowledge the state was judged.
        knowledge bigint  NOT NULL,
        -- What shared knowledge can touch it: a:<asset> p:<product> s:<segment> e:<entity>.
        refs      text[]  NOT NULL,
        state     text    NOT NULL,
        CONSTRAINT client_pk PRIMARY KEY (client_id)
      ) WITH (fillfactor = 70);
      CREATE INDEX client_by_ref ON client USING gin (refs);

      CREATE TABLE alert (
        client_id      text        NOT NULL,
        alert_id       text        NOT NULL,
        -- The client that the alert is shown with: after a merge the survivor.
        survivor_id    text        NOT NULL,
        entity_id      text        NOT NULL,
        -- NULL where the act it is about is gone.
        verdict        text,
        severity       text        NOT NULL,
        -- False once it is superseded: it no longer alerts.
        active         boolean     NOT NULL,
        status         text        NOT NULL DEFAULT 'OPEN',
        incident_id    text,
        effective_at   timestamptz,
        raised_at      timestamptz NOT NULL,
        changed_at     timestamptz NOT NULL,
        explanation    text        NOT NULL,
        -- All else that is shown: offer, act, row, reasons, citations, occurrences.
        view           text        NOT NULL,
        CONSTRAINT alert_pk PRIMARY KEY (client_id, alert_id)
      );
      CREATE INDEX alert_by_survivor ON alert (survivor_id);
      CREATE INDEX alert_by_time ON alert (raised_at, alert_id);
      CREATE INDEX alert_by_incident ON alert (incident_id) WHERE incident_id IS NOT NULL;

      CREATE TABLE incident (
        incident_id text        NOT NULL,
        kind        text        NOT NULL,
        key         text        NOT NULL,
        opened_at   timestamptz NOT NULL,
        CONSTRAINT incident_pk PRIMARY KEY (incident_id)
      );

      -- Facts about alerts and rejections that still have to be sent. Gone once the broker has them.
      CREATE TABLE outbox (
        position bigint NOT NULL,
        kind     text   NOT NULL,
        CONSTRAINT outbox_pk PRIMARY KEY (position)
      );

      CREATE TABLE kafka_offset (
        topic       text    NOT NULL,
        partition   integer NOT NULL,
        next_offset bigint  NOT NULL,
        CONSTRAINT kafka_offset_pk PRIMARY KEY (topic, partition)
      );

      -- Offsets that the broker no longer had when they were asked for.
      CREATE TABLE offset_gap (
        topic       text        NOT NULL,
        partition   integer     NOT NULL,
        from_offset bigint      NOT NULL,
        to_offset   bigint      NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT offset_gap_pk PRIMARY KEY (topic, partition, from_offset)
      );

      CREATE TABLE chain_head (
        chain text   NOT NULL,
        seq   bigint NOT NULL,
        hash  bytea  NOT NULL,
        CONSTRAINT chain_head_pk PRIMARY KEY (chain)
      );

      -- The position of the newest shared knowledge. One row.
      CREATE TABLE knowledge (
        only_row boolean NOT NULL DEFAULT true CHECK (only_row),
        version  bigint  NOT NULL,
        CONSTRAINT knowledge_pk PRIMARY KEY (only_row)
      );
      INSERT INTO knowledge (version) VALUES (0);

      -- Judging again whom a change of shared knowledge touches, client by client.
      CREATE TABLE fan_out (
        position    bigint      NOT NULL,
        cause       text        NOT NULL,
        incident_id text,
        refs        text[]      NOT NULL,
        client_ids  text[]      NOT NULL,
        everyone    boolean     NOT NULL,
        -- The last client judged; NULL before the first.
        cursor      text,
        judged      bigint      NOT NULL DEFAULT 0,
        recorded_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT fan_out_pk PRIMARY KEY (position)
      );
      CREATE INDEX fan_out_unfinished ON fan_out (position) WHERE finished_at IS NULL;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      'DROP TABLE fan_out, knowledge, chain_head, offset_gap, kafka_offset, outbox, incident, alert, client',
    );
  }
}
