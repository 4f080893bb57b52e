import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * The log's second edition: each row has a salt, a batch the leaves of its rows and their root, and batches stand in one
 * tree whose head is signed. What was recorded before stays as it is, with a digest in place of a root, and stands in the
 * tree with the rest. A version of the apps that knows nothing of this goes on recording as it did.
 */
export class SecondEdition1700000000060 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE event ADD COLUMN salt bytea;
      ALTER TABLE alert_fact ADD COLUMN salt bytea;
      ALTER TABLE rejection ADD COLUMN salt bytea;
      -- NULL in what was recorded before rows had salts: there content is a digest over all of the batch.
      ALTER TABLE batch
        ADD COLUMN rejections integer,
        ADD COLUMN records    integer,
        -- 32 bytes for each row; content is the root over them.
        ADD COLUMN leaves     bytea;
      -- Digests don't get smaller by packing them.
      ALTER TABLE batch ALTER COLUMN leaves SET STORAGE EXTERNAL;

      -- What people and jobs decided, and what came of it.
      CREATE TABLE log_record (
        position    bigint      NOT NULL,
        -- The table that the row is shown in, or a word of its own.
        kind        text        NOT NULL,
        -- The key of that row.
        subject     text        NOT NULL,
        -- Whose it is, where it says something of one client.
        client_id   text,
        recorded_at timestamptz NOT NULL,
        -- Who did it; NULL where no person did.
        actor       text,
        -- What stands from here on, as JSON.
        body        text        NOT NULL,
        salt        bytea,
        CONSTRAINT log_record_pk PRIMARY KEY (position)
      );
      CREATE INDEX log_record_by_subject ON log_record (kind, subject, position);
      CREATE INDEX log_record_by_client ON log_record (client_id) WHERE client_id IS NOT NULL;

      -- Which batch is which leaf of the tree, in the order in which they were found.
      CREATE TABLE tree_leaf (
        index bigint NOT NULL,
        chain text   NOT NULL,
        seq   bigint NOT NULL,
        CONSTRAINT tree_leaf_pk PRIMARY KEY (index),
        CONSTRAINT tree_leaf_batch_unique UNIQUE (chain, seq)
      );
      -- The hashes of all complete subtrees: 2^level leaves, the index-th of its level.
      CREATE TABLE tree_node (
        level smallint NOT NULL,
        index bigint   NOT NULL,
        hash  bytea    NOT NULL,
        CONSTRAINT tree_node_pk PRIMARY KEY (level, index)
      );
      CREATE TABLE tree_head (
        -- How many leaves.
        size      bigint      NOT NULL,
        root      bytea       NOT NULL,
        signed_at timestamptz NOT NULL,
        -- The checkpoint as it is given out: a signed note.
        note      text        NOT NULL,
        CONSTRAINT tree_head_pk PRIMARY KEY (size)
      );
      GRANT SELECT, INSERT ON log_record, tree_leaf, tree_node, tree_head TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TABLE tree_head, tree_node, tree_leaf, log_record;
      ALTER TABLE batch DROP COLUMN rejections, DROP COLUMN records, DROP COLUMN leaves;
      ALTER TABLE rejection DROP COLUMN salt;
      ALTER TABLE alert_fact DROP COLUMN salt;
      ALTER TABLE event DROP COLUMN salt;
    `);
  }
}
