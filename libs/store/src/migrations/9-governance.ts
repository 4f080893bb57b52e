import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/**
 * A pack is kept once for each version; that it came into force is a fact of its own, of which there may be many. Who
 * proposed a pack can't approve it, whoever asks the database.
 */
export class Governance1700000000009 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE policy_proposal ADD COLUMN proposal_id text;
      UPDATE policy_proposal SET proposal_id = gen_random_uuid();
      ALTER TABLE policy_proposal
        ALTER COLUMN proposal_id SET NOT NULL,
        DROP CONSTRAINT policy_proposal_pk,
        ADD CONSTRAINT policy_proposal_pk PRIMARY KEY (proposal_id),
        -- Settled by the approval: from when on the pack is in force, and whether people are told what it changes.
        ADD COLUMN effective_from timestamptz,
        ADD COLUMN notify boolean NOT NULL DEFAULT false,
        -- When it came into force.
        ADD COLUMN activated_at timestamptz,
        ADD CONSTRAINT policy_proposal_effective CHECK (decision IS DISTINCT FROM 'APPROVED' OR effective_from IS NOT NULL);
      -- Of one version at most one proposal is under way.
      CREATE UNIQUE INDEX policy_proposal_under_way ON policy_proposal (version)
        WHERE decision IS NULL OR (decision = 'APPROVED' AND activated_at IS NULL);
      REVOKE UPDATE ON policy_proposal FROM ${APP_ROLE};
      GRANT UPDATE (decision, decided_by, decided_at, effective_from, notify, activated_at)
        ON policy_proposal TO ${APP_ROLE};

      CREATE TABLE policy_pack (
        version     text        NOT NULL,
        recorded_at timestamptz NOT NULL,
        pack        text        NOT NULL,
        CONSTRAINT policy_pack_pk PRIMARY KEY (version)
      );
      CREATE TABLE policy_activation (
        position       bigint      NOT NULL,
        version        text        NOT NULL REFERENCES policy_pack (version),
        recorded_at    timestamptz NOT NULL,
        effective_from timestamptz NOT NULL,
        -- NULL: the pack that the installation itself was given.
        proposal_id    text        REFERENCES policy_proposal (proposal_id),
        activated_by   text,
        notify         boolean     NOT NULL,
        CONSTRAINT policy_activation_pk PRIMARY KEY (position),
        CONSTRAINT policy_activation_proposal_unique UNIQUE (proposal_id)
      );
      INSERT INTO policy_pack SELECT version, recorded_at, pack FROM policy;
      INSERT INTO policy_activation (position, version, recorded_at, effective_from, notify)
        SELECT position, version, recorded_at, recorded_at, false FROM policy;
      DROP TABLE policy;
      CREATE VIEW policy AS
        SELECT a.version, a.position, a.recorded_at, p.pack FROM policy_activation a JOIN policy_pack p USING (version);
      -- A new pack concerns everybody, so it moves what all clients share.
      UPDATE knowledge SET version = greatest(version, (SELECT max(position) FROM policy_activation));
      UPDATE client SET knowledge = k.version FROM knowledge k
       WHERE client.knowledge < k.version AND NOT EXISTS (SELECT FROM fan_out WHERE finished_at IS NULL);
      GRANT SELECT ON policy TO ${APP_ROLE};
      GRANT SELECT, INSERT ON policy_pack, policy_activation TO ${APP_ROLE};

      -- Two keys of one person are not two people.
      CREATE FUNCTION person_behind(actor text) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce((SELECT created_by FROM api_key WHERE actor = 'key:' || key_id), actor)
      $$;

      CREATE FUNCTION policy_decided_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.decision IS NOT NULL OR NEW.activated_at IS NOT NULL THEN
            RAISE EXCEPTION 'A pack is decided on after it was proposed, not with it.'
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.decision IS NOT NULL AND (NEW.decision, NEW.decided_by, NEW.decided_at, NEW.effective_from, NEW.notify)
             IS DISTINCT FROM (OLD.decision, OLD.decided_by, OLD.decided_at, OLD.effective_from, OLD.notify) THEN
          RAISE EXCEPTION 'The pack % was decided on already: %.', OLD.version, OLD.decision
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF OLD.decision IS NULL AND NEW.decision = 'APPROVED' THEN
          IF NEW.decided_by IS NULL OR person_behind(NEW.decided_by) = person_behind(NEW.proposed_by) THEN
            RAISE EXCEPTION 'Approving the pack % takes a second person: expected somebody else than %, found %.',
              NEW.version, NEW.proposed_by, coalesce(NEW.decided_by, 'nobody')
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          IF NOT EXISTS (SELECT FROM backtest WHERE backtest_id = NEW.backtest_id AND status = 'DONE') THEN
            RAISE EXCEPTION 'The pack % can be approved once its backtest is done.', NEW.version
              USING ERRCODE = 'insufficient_privilege';
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER policy_proposal_by_two BEFORE INSERT OR UPDATE ON policy_proposal
        FOR EACH ROW EXECUTE FUNCTION policy_decided_by_two();

      CREATE FUNCTION policy_activated_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        proposal policy_proposal;
      BEGIN
        IF NEW.proposal_id IS NULL THEN
          IF EXISTS (SELECT FROM policy_activation WHERE version = NEW.version) THEN
            RAISE EXCEPTION 'The pack % was in force before: to go back to it takes a proposal and a second person.',
              NEW.version USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END IF;
        SELECT * INTO proposal FROM policy_proposal WHERE proposal_id = NEW.proposal_id;
        IF proposal.decision IS DISTINCT FROM 'APPROVED' OR proposal.version <> NEW.version
           OR proposal.effective_from > clock_timestamp()
           OR proposal.pack::jsonb <> (SELECT pack::jsonb FROM policy_pack WHERE version = NEW.version) THEN
          RAISE EXCEPTION 'The pack % comes into force only as it was approved, and not before its time.', NEW.version
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        NEW.effective_from := proposal.effective_from;
        NEW.activated_by := proposal.decided_by;
        NEW.notify := proposal.notify;
        RETURN NEW;
      END $$;
      CREATE TRIGGER policy_activation_by_two BEFORE INSERT ON policy_activation
        FOR EACH ROW EXECUTE FUNCTION policy_activated_by_two();

      -- A backtest of the pack in force is a proof that the record is right.
      ALTER TABLE backtest ADD COLUMN kind text NOT NULL DEFAULT 'WHAT_IF',
        ADD CONSTRAINT backtest_kind CHECK (kind IN ('WHAT_IF', 'PARITY'));
      CREATE INDEX backtest_parity ON backtest (created_at DESC) WHERE kind = 'PARITY';
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP INDEX backtest_parity;
      ALTER TABLE backtest DROP COLUMN kind;
      DROP TRIGGER policy_proposal_by_two ON policy_proposal;
      ALTER TABLE policy_activation RENAME TO activation_before;
      DROP VIEW policy;
      CREATE TABLE policy (
        version     text        NOT NULL,
        position    bigint      NOT NULL,
        recorded_at timestamptz NOT NULL,
        pack        text        NOT NULL,
        CONSTRAINT policy_pk PRIMARY KEY (version),
        CONSTRAINT policy_position_unique UNIQUE (position)
      );
      -- Of each version when it came into force last.
      INSERT INTO policy SELECT DISTINCT ON (version) version, position, a.recorded_at, pack
        FROM activation_before a JOIN policy_pack USING (version) ORDER BY version, position DESC;
      GRANT SELECT, INSERT ON policy TO ${APP_ROLE};
      DROP TABLE activation_before, policy_pack;
      DROP FUNCTION policy_activated_by_two(), policy_decided_by_two(), person_behind(text);
      DELETE FROM policy_proposal p USING policy_proposal later
        WHERE later.version = p.version AND later.proposed_at > p.proposed_at;
      DROP INDEX policy_proposal_under_way;
      ALTER TABLE policy_proposal DROP CONSTRAINT policy_proposal_pk, DROP COLUMN proposal_id,
        DROP CONSTRAINT policy_proposal_effective, DROP COLUMN effective_from, DROP COLUMN notify,
        DROP COLUMN activated_at, ADD CONSTRAINT policy_proposal_pk PRIMARY KEY (version);
      GRANT UPDATE ON policy_proposal TO ${APP_ROLE};
    `);
  }
}
