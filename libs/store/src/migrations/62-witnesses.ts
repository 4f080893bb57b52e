import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** What others say of a signed head: witnesses that they saw it and that it continues what they saw before, an authority when. */
export class Witnesses1700000000062 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE tree_cosignature (
        -- Of the head.
        size        bigint      NOT NULL,
        -- The verifier key of the witness: name+id+key.
        witness     text        NOT NULL,
        -- What it adds below the signed note, with the line break.
        line        text        NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT tree_cosignature_pk PRIMARY KEY (size, witness)
      );
      CREATE INDEX tree_cosignature_by_witness ON tree_cosignature (witness, size);
      CREATE TABLE tree_time_stamp (
        size        bigint      NOT NULL,
        -- A TimeStampResp (RFC 3161) over what is signed.
        response    bytea       NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT tree_time_stamp_pk PRIMARY KEY (size)
      );
      GRANT SELECT, INSERT ON tree_cosignature, tree_time_stamp TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE tree_time_stamp, tree_cosignature');
  }
}
