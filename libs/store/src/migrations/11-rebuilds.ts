import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Rebuilds as jobs: what was judged again beside the projections in use, and what differs. */
export class Rebuilds1700000000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE rebuild (
        rebuild_id       text        NOT NULL,
        stage            text        NOT NULL,
        compare_only     boolean     NOT NULL,
        -- The pack that it judges by; NULL before it has begun.
        policy_version   text,
        -- The last client judged; NULL before the first.
        cursor           text,
        done             bigint      NOT NULL DEFAULT 0,
        total            bigint,
        -- How often it has looked for clients that live traffic touched meanwhile, and how many there were.
        rounds           bigint      NOT NULL DEFAULT 0,
        caught_up        bigint      NOT NULL DEFAULT 0,
        -- The version that clients got when the new rows were put into use.
        cut_over_version bigint,
        problem          text,
        created_by       text        NOT NULL,
        created_at       timestamptz NOT NULL,
        started_at       timestamptz,
        approved_by      text,
        approved_at      timestamptz,
        cut_over_at      timestamptz,
        rolled_back_by   text,
        -- How many clients were touched since the cut-over, so that they are judged anew in place of getting old rows.
        judged_anew      bigint,
        finished_at      timestamptz,
        CONSTRAINT rebuild_pk PRIMARY KEY (rebuild_id),
        CONSTRAINT rebuild_stage CHECK (stage IN ('WAITING', 'BUILDING', 'CATCHING_UP', 'COMPARED', 'CUTTING_OVER',
          'IN_USE', 'ROLLING_BACK', 'ROLLED_BACK', 'DONE', 'CANCELLED', 'FAILED', 'DISCARDED')),
        CONSTRAINT rebuild_second_person CHECK (approved_by <> created_by),
        CONSTRAINT rebuild_approved CHECK (stage NOT IN ('CUTTING_OVER', 'IN_USE', 'ROLLING_BACK', 'ROLLED_BACK')
          OR approved_by IS NOT NULL),
        CONSTRAINT rebuild_approved_compared CHECK (NOT compare_only OR approved_by IS NULL)
      );
      -- One at a time is made or waits.
      CREATE UNIQUE INDEX rebuild_under_way ON rebuild ((true))
        WHERE stage IN ('WAITING', 'BUILDING', 'CATCHING_UP', 'COMPARED', 'CUTTING_OVER', 'ROLLING_BACK');
      CREATE INDEX rebuild_by_time ON rebuild (created_at DESC, rebuild_id DESC);

      -- Who was judged, and as of which version of their row: who has another by now is judged again.
      CREATE TABLE rebuilt_client (
        rebuild_id text   NOT NULL REFERENCES rebuild (rebuild_id),
        client_id  text   NOT NULL,
        -- NULL where there was no row.
        version    bigint,
        -- Up to which change of shared knowledge.
        knowledge  bigint NOT NULL,
        -- What shared knowledge can touch, where the row in use can't be trusted to say so; else NULL.
        refs       text[],
        CONSTRAINT rebuilt_client_pk PRIMARY KEY (rebuild_id, client_id)
      );

      CREATE TABLE rebuild_difference (
        ordinal    bigint  GENERATED ALWAYS AS IDENTITY,
        rebuild_id text    NOT NULL REFERENCES rebuild (rebuild_id),
        client_id  text    NOT NULL,
        change     text    NOT NULL,
        kind       text    NOT NULL,
        key        text    NOT NULL,
        cause      text    NOT NULL,
        -- JSON; NULL where there is none.
        before     text,
        after      text,
        approved   boolean NOT NULL DEFAULT false,
        -- The whole row that was replaced, as JSON, from the cut-over until the rebuild is discarded.
        old_row    json,
        CONSTRAINT rebuild_difference_pk PRIMARY KEY (rebuild_id, ordinal),
        CONSTRAINT rebuild_difference_change CHECK (change IN ('ADDED', 'GONE', 'CHANGED')),
        CONSTRAINT rebuild_difference_kind CHECK (kind IN ('client', 'alert'))
      );
      CREATE INDEX rebuild_difference_by_client ON rebuild_difference (rebuild_id, client_id);

      GRANT SELECT, INSERT ON rebuild TO ${APP_ROLE};
      -- Who started it is never written again.
      GRANT UPDATE (stage, policy_version, cursor, done, total, rounds, caught_up, cut_over_version, problem, started_at,
        approved_by, approved_at, cut_over_at, rolled_back_by, judged_anew, finished_at) ON rebuild TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON rebuilt_client, rebuild_difference TO ${APP_ROLE};
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('DROP TABLE rebuild_difference, rebuilt_client, rebuild');
  }
}
