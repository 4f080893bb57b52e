import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Rule packs as governed data: proposed, backtested, approved by a second person. */
export class Packs1700000000007 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE backtest (
        backtest_id text        NOT NULL,
        version     text        NOT NULL,
        pack        text        NOT NULL,
        -- Effective time of the acts: from the one on, before the other. NULL: no bound.
        act_from    timestamptz,
        act_to      timestamptz,
        client_ids  text[],
        status      text        NOT NULL,
        done        bigint      NOT NULL DEFAULT 0,
        total       bigint,
        same        bigint      NOT NULL DEFAULT 0,
        added       bigint      NOT NULL DEFAULT 0,
        gone        bigint      NOT NULL DEFAULT 0,
        changed     bigint      NOT NULL DEFAULT 0,
        -- Why it failed, in a sentence.
        problem     text,
        created_by  text        NOT NULL,
        created_at  timestamptz NOT NULL,
        started_at  timestamptz,
        finished_at timestamptz,
        CONSTRAINT backtest_pk PRIMARY KEY (backtest_id),
        CONSTRAINT backtest_status CHECK (status IN ('WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED'))
      );
      CREATE INDEX backtest_waiting ON backtest (created_at) WHERE status IN ('WAITING', 'RUNNING');

      CREATE TABLE backtest_difference (
        backtest_id text   NOT NULL REFERENCES backtest (backtest_id) ON DELETE CASCADE,
        ordinal     bigint NOT NULL,
        change      text   NOT NULL,
        client_id   text   NOT NULL,
        entity_id   text   NOT NULL,
        -- The verdict on record and the one that the pack gives.
        before      text,
        after       text,
        body        text   NOT NULL,
        CONSTRAINT backtest_difference_pk PRIMARY KEY (backtest_id, ordinal)
      );

      CREATE TABLE policy_proposal (
        version     text        NOT NULL,
        pack        text        NOT NULL,
        reason      text        NOT NULL,
        backtest_id text        NOT NULL REFERENCES backtest (backtest_id),
        proposed_by text        NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by  text,
        decided_at  timestamptz,
        decision    text,
        CONSTRAINT policy_proposal_pk PRIMARY KEY (version),
        CONSTRAINT policy_proposal_decision CHECK (decision IN ('APPROVED', 'REJECTED')),
        CONSTRAINT policy_proposal_second_person CHECK (decision IS DISTINCT FROM 'APPROVED' OR decided_by <> proposed_by)
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON backtest, backtest_difference TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE ON policy_proposal TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE policy_proposal, backtest_difference, backtest');
  }
}
