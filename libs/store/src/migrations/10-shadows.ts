import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** Proposed packs that run beside the one in force: whom they judged, and which of their alerts differ. */
export class Shadows1700000000010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE policy_shadow (
        shadow_id   text        NOT NULL,
        proposal_id text        NOT NULL REFERENCES policy_proposal (proposal_id),
        started_by  text        NOT NULL,
        started_at  timestamptz NOT NULL,
        -- From when on whoever live traffic touches is judged; NULL until it is noted how everybody stood then.
        since       timestamptz,
        -- Whoever was touched by then has been judged.
        judged_to   timestamptz,
        -- Clients who wait to be judged, as of the last look; those who were judged; and what became of their alerts.
        waiting     bigint      NOT NULL DEFAULT 0,
        clients     bigint      NOT NULL DEFAULT 0,
        same        bigint      NOT NULL DEFAULT 0,
        added       bigint      NOT NULL DEFAULT 0,
        gone        bigint      NOT NULL DEFAULT 0,
        changed     bigint      NOT NULL DEFAULT 0,
        stopped_at  timestamptz,
        -- NULL with stopped_at: the proposal was decided on.
        stopped_by  text,
        CONSTRAINT policy_shadow_pk PRIMARY KEY (shadow_id)
      );
      CREATE INDEX policy_shadow_by_proposal ON policy_shadow (proposal_id, started_at DESC);
      CREATE UNIQUE INDEX policy_shadow_running ON policy_shadow (proposal_id) WHERE stopped_at IS NULL;

      -- As of which version of their row a client was judged, or stood at the start: who has another by now was touched.
      CREATE TABLE shadowed_client (
        shadow_id text   NOT NULL REFERENCES policy_shadow (shadow_id),
        client_id text   NOT NULL,
        version   bigint NOT NULL,
        -- Up to which change of shared knowledge; NULL where nobody has judged them yet.
        knowledge bigint,
        -- What shared knowledge can touch by the proposed pack, where the row in use doesn't say so; else NULL.
        refs      text[],
        -- Alerts that both packs give alike; NULL where nobody has judged them yet.
        same      bigint,
        CONSTRAINT shadowed_client_pk PRIMARY KEY (shadow_id, client_id)
      );

      CREATE TABLE shadow_difference (
        shadow_id   text        NOT NULL REFERENCES policy_shadow (shadow_id),
        survivor_id text        NOT NULL,
        alert_id    text        NOT NULL,
        -- The id that the act named.
        client_id   text        NOT NULL,
        change      text        NOT NULL,
        found_at    timestamptz NOT NULL,
        body        text        NOT NULL,
        CONSTRAINT shadow_difference_pk PRIMARY KEY (shadow_id, survivor_id, alert_id),
        CONSTRAINT shadow_difference_change CHECK (change IN ('ADDED', 'GONE', 'CHANGED'))
      );

      GRANT SELECT, INSERT ON policy_shadow TO ${APP_ROLE};
      -- Who started it is never written again.
      GRANT UPDATE (since, judged_to, waiting, clients, same, added, gone, changed, stopped_at, stopped_by)
        ON policy_shadow TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON shadowed_client, shadow_difference TO ${APP_ROLE};

      -- What was decided on needs no trial any more, however the decision was taken.
      CREATE FUNCTION policy_shadow_ends() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE policy_shadow SET stopped_at = clock_timestamp()
         WHERE proposal_id = NEW.proposal_id AND stopped_at IS NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER policy_proposal_ends_shadow AFTER UPDATE OF decision ON policy_proposal
        FOR EACH ROW WHEN (NEW.decision IS NOT NULL) EXECUTE FUNCTION policy_shadow_ends();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER policy_proposal_ends_shadow ON policy_proposal;
      DROP FUNCTION policy_shadow_ends();
      DROP TABLE shadow_difference, shadowed_client, policy_shadow;
    `);
  }
}
