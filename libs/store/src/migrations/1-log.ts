import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log: two append-only tables that share one order of positions, and the chain that makes a change show. */
export class Log1700000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Positions are given out in blocks of 65 536: position = block * 65536 + place in the batch.
      CREATE SEQUENCE log_block AS bigint MINVALUE 1;

      CREATE TABLE event (
        position      bigint      NOT NULL,
        -- First 16 bytes of SHA-256 over the length-prefixed source and id: CloudEvents names a fact by both.
        identity      bytea       NOT NULL,
        -- Whom it is about; NULL for what all clients share.
        client_id     text,
        type          text        NOT NULL,
        -- Stands in the knowledge that all clients share: catalogue, merges, retractions.
        shared        boolean     NOT NULL,
        recorded_at   timestamptz NOT NULL,
        topic         text        NOT NULL,
        partition     integer     NOT NULL,
        kafka_offset  bigint      NOT NULL,
        message_key   bytea,
        -- Headers as they came, base64 by name, where the message had any that carry meaning (binary mode).
        headers       text,
        -- The message as it came, byte by byte.
        value         bytea       NOT NULL,
        CONSTRAINT event_pk PRIMARY KEY (position),
        CONSTRAINT event_identity_unique UNIQUE (identity)
      );
      CREATE INDEX event_by_client ON event (client_id, position) WHERE client_id IS NOT NULL;
      CREATE INDEX event_shared ON event (position) WHERE shared;

      CREATE TABLE alert_fact (
        position    bigint      NOT NULL,
        client_id   text        NOT NULL,
        alert_id    text        NOT NULL,
        kind        text        NOT NULL,
        cause       text,
        recorded_at timestamptz NOT NULL,
        -- Who did it; NULL where the judge did.
        actor       text,
        body        text        NOT NULL,
        CONSTRAINT alert_fact_pk PRIMARY KEY (position)
      );
      CREATE INDEX alert_fact_by_alert ON alert_fact (client_id, alert_id, position);

      CREATE TABLE batch (
        chain       text        NOT NULL,
        seq         bigint      NOT NULL,
        block       bigint      NOT NULL,
        recorded_at timestamptz NOT NULL,
        events      integer     NOT NULL,
        facts       integer     NOT NULL,
        -- SHA-256 over what the batch holds, and over that with the hash of the batch before it.
        content     bytea       NOT NULL,
        hash        bytea       NOT NULL,
        CONSTRAINT batch_pk PRIMARY KEY (chain, seq),
        CONSTRAINT batch_block_unique UNIQUE (block)
      );

      CREATE TABLE rejection (
        rejection_id text        NOT NULL,
        position     bigint      NOT NULL,
        topic        text        NOT NULL,
        partition    integer     NOT NULL,
        kafka_offset bigint      NOT NULL,
        message_key  bytea,
        headers      text,
        value        bytea,
        reason       text        NOT NULL,
        message      text        NOT NULL,
        recorded_at  timestamptz NOT NULL,
        CONSTRAINT rejection_pk PRIMARY KEY (rejection_id),
        CONSTRAINT rejection_position_unique UNIQUE (position)
      );
      CREATE INDEX rejection_by_reason ON rejection (reason, position);

      CREATE TABLE rejection_outcome (
        rejection_id text        NOT NULL REFERENCES rejection (rejection_id),
        attempt      integer     NOT NULL,
        outcome      text        NOT NULL,
        message      text,
        recorded_at  timestamptz NOT NULL,
        CONSTRAINT rejection_outcome_pk PRIMARY KEY (rejection_id, attempt)
      );

      CREATE TABLE policy (
        version     text        NOT NULL,
        position    bigint      NOT NULL,
        recorded_at timestamptz NOT NULL,
        pack        text        NOT NULL,
        CONSTRAINT policy_pk PRIMARY KEY (version),
        CONSTRAINT policy_position_unique UNIQUE (position)
      );
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE policy, rejection_outcome, rejection, batch, alert_fact, event;
      DROP SEQUENCE log_block;
    `);
  }
}
