import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came to take two people beside the others is held to the same: they are compared as people who may still act. */
export class Agreements1700000000045 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TRIGGER topic_rebinding_agreed_by_two BEFORE UPDATE ON topic_rebinding
        FOR EACH ROW WHEN (OLD.decision IS NULL AND NEW.decision = 'APPROVED')
        EXECUTE FUNCTION agreed_by_two('Reading a topic on', 'proposed_by', 'decided_by');

      CREATE FUNCTION rejection_agreed_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        last_kind  text;
        last_actor text;
      BEGIN
        SELECT kind, actor INTO last_kind, last_actor
          FROM rejection_step WHERE rejection_id = NEW.rejection_id ORDER BY step DESC LIMIT 1;
        IF last_kind = 'PROPOSED' THEN
          PERFORM require_second_person('Setting a rejection aside', last_actor, NEW.actor);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER rejection_step_agreed_by_two BEFORE INSERT ON rejection_step
        FOR EACH ROW WHEN (NEW.kind = 'SET_ASIDE') EXECUTE FUNCTION rejection_agreed_by_two();
      DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION rejection_agreed_by_two() SET search_path = pg_catalog, %I, pg_temp', current_schema());
      END $$;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      DROP TRIGGER rejection_step_agreed_by_two ON rejection_step;
      DROP TRIGGER topic_rebinding_agreed_by_two ON topic_rebinding;
      DROP FUNCTION rejection_agreed_by_two();
    `);
  }
}
