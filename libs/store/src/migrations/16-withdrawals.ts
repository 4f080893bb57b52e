import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE } from './3-privileges.js';

/** An approved pack may be withdrawn for as long as it isn't in force; that is final, and it never comes into force. */
export class Withdrawals1700000000016 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE policy_proposal
        ADD COLUMN withdrawn_by text,
        ADD COLUMN withdrawn_at timestamptz,
        ADD CONSTRAINT policy_proposal_withdrawn CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)
          AND (withdrawn_at IS NULL OR (decision = 'APPROVED' AND activated_at IS NULL)));
      GRANT UPDATE (withdrawn_by, withdrawn_at) ON policy_proposal TO ${APP_ROLE};
      DROP INDEX policy_proposal_under_way;
      CREATE UNIQUE INDEX policy_proposal_under_way ON policy_proposal (version)
        WHERE decision IS NULL OR (decision = 'APPROVED' AND activated_at IS NULL AND withdrawn_at IS NULL);

      CREATE FUNCTION policy_withdrawn_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The pack % was withdrawn; it takes a new proposal.', OLD.version
          USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER policy_proposal_withdrawn_for_good BEFORE UPDATE ON policy_proposal
        FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL) EXECUTE FUNCTION policy_withdrawn_for_good();

      CREATE FUNCTION policy_activated_though_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM policy_proposal WHERE proposal_id = NEW.proposal_id AND withdrawn_at IS NOT NULL) THEN
          RAISE EXCEPTION 'The pack % was withdrawn; it does not come into force.', NEW.version
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER policy_activation_not_withdrawn BEFORE INSERT ON policy_activation
        FOR EACH ROW EXECUTE FUNCTION policy_activated_though_withdrawn();
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER policy_activation_not_withdrawn ON policy_activation;
      DROP TRIGGER policy_proposal_withdrawn_for_good ON policy_proposal;
      DROP FUNCTION policy_activated_though_withdrawn(), policy_withdrawn_for_good();
      DROP INDEX policy_proposal_under_way;
      -- Without the column it must not look approved: it would come into force after all.
      ALTER TABLE policy_proposal DISABLE TRIGGER policy_proposal_by_two;
      UPDATE policy_proposal SET decision = 'REJECTED', withdrawn_by = NULL, withdrawn_at = NULL
       WHERE withdrawn_at IS NOT NULL;
      ALTER TABLE policy_proposal ENABLE TRIGGER policy_proposal_by_two;
      CREATE UNIQUE INDEX policy_proposal_under_way ON policy_proposal (version)
        WHERE decision IS NULL OR (decision = 'APPROVED' AND activated_at IS NULL);
      ALTER TABLE policy_proposal DROP CONSTRAINT policy_proposal_withdrawn, DROP COLUMN withdrawn_by,
        DROP COLUMN withdrawn_at;
    `);
  }
}
