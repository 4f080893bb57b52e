import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';

/** Ids that stand for one and the same person, in every way in which they can. */
const ONE = ['ann', 'key:1', 'key:2', 'ANN@bank.example', 'key:3'];
const OTHER = ['bob', 'key:4'];

/** Writes a proposal and an agreement as an application could: the ids are whatever it says. */
const deeds: Readonly<Record<string, (proposer: string, approver: string) => string>> = {
  'closing a critical alert': (proposer, approver) => `
    INSERT INTO alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body) VALUES
      (11, 'c', 'a', 'close-proposed', now(), '${proposer}', '{"severity": "critical"}'),
      (12, 'c', 'a', 'closed', now(), '${approver}', '{"severity": "critical"}')`,
  'approving a pack': (proposer, approver) => `
    INSERT INTO policy_proposal (proposal_id, version, pack, reason, backtest_id, proposed_by, proposed_at)
      VALUES ('p', 'v', '{}', 'why', 'b', '${proposer}', now());
    UPDATE policy_proposal SET decision = 'APPROVED', decided_by = '${approver}', effective_from = now()`,
  'a long silence': (proposer, approver) => `
    INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
      VALUES ('s', '[]', 'why', '${proposer}', now(), now() + interval '30 days', true);
    UPDATE silence SET approved_by = '${approver}'`,
  'putting a rebuild into use': (proposer, approver) => `
    INSERT INTO rebuild (rebuild_id, stage, compare_only, created_by, created_at)
      VALUES ('r', 'COMPARED', false, '${proposer}', now());
    UPDATE rebuild SET stage = 'CUTTING_OVER', approved_by = '${approver}'`,
  'reading a topic on': (proposer, approver) => `
    INSERT INTO topic_rebinding (rebinding_id, topic, incarnation, start_from, reason, proposed_by, proposed_at)
      VALUES ('b', 't', 1, 'beginning', 'why', '${proposer}', now());
    UPDATE topic_rebinding SET decision = 'APPROVED', decided_by = '${approver}', decided_at = now()`,
  'setting a rejection aside': (proposer, approver) => `
    INSERT INTO rejection (rejection_id, position, topic, partition, kafka_offset, value, reason, message, recorded_at)
      VALUES ('r', 1, 't', 0, 1, 'noise', 'R', 'm', now());
    INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'PROPOSED', '${proposer}', 'why');
    INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'SET_ASIDE', '${approver}', 'why')`,
};
/** The same of what is one entity's, by somebody who reaches that one alone. */
const ofEntity: Readonly<Record<string, (entity: string) => string>> = {
  'closing a critical alert': (entity) => `
    INSERT INTO alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body) VALUES
      (11, 'c', 'a', 'close-proposed', now(), 'elsewhere', '{"severity": "critical", "entityId": "${entity}"}'),
      (12, 'c', 'a', 'closed', now(), 'ann', '{"severity": "critical", "entityId": "${entity}"}')`,
  'a long silence': (entity) => `
    INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
      VALUES ('s', '[{"facet": "severity", "values": ["low"]}, {"facet": "entityId", "values": ["${entity}"]}]', 'why',
        'elsewhere', now(), now() + interval '30 days', true);
    UPDATE silence SET approved_by = 'ann'`,
};

describe.each(Object.entries(deeds))('%s, straight in the database', (_, deed) => {
  let database: TestDatabase;
  let app: Client;
  beforeAll(async () => {
    database = await createTestDatabase('second-person');
    app = new Client({ connectionString: database.appUrl });
    await app.connect();
    await database.query(`
      INSERT INTO person (person_id, name, email, given_roles, created_at) VALUES
        ('ann', 'Ann', 'Ann@bank.example', '{approver}', now()),
        ('ANN@bank.example', 'Ann', NULL, '{approver}', now()),
        ('bob', 'Bob', 'bob@bank.example', '{approver}', now()),
        ('none', 'None', NULL, '{}', now()), ('out', 'Out', NULL, '{admin}', now()),
        ('reader', 'Reader', NULL, '{viewer,auditor}', now()), ('elsewhere', 'Elsewhere', NULL, '{admin}', now());
      UPDATE person SET given_entities = '{ENT-9}' WHERE person_id = 'elsewhere';
      UPDATE person SET disabled = true WHERE person_id = 'out';
      INSERT INTO api_key (key_id, secret_hash, name, roles, created_by, created_at)
        SELECT id, '', id, '{admin}', by, now()
          FROM (VALUES ('1', 'ann'), ('2', 'ann'), ('3', 'ANN@bank.example'), ('4', 'bob'), ('5', 'out')) AS k (id, by);
      INSERT INTO policy_pack VALUES ('live', now(), '{"fourEyes": {"closing": ["critical"], "silenceDays": 7}}');
      INSERT INTO policy_activation (position, version, recorded_at, effective_from, notify)
        VALUES (1, 'live', now(), now(), false);
      INSERT INTO backtest (backtest_id, version, pack, status, created_by, created_at)
        VALUES ('b', 'v', '{}', 'DONE', 'ann', now());`);
  });
  afterAll(async () => {
    await app.end();
    await database.drop();
  });

  /** @param before runs in the same transaction; nothing of it stays */
  const tried = (proposer: string, approver: string, by = app, before = ''): Promise<string> =>
    triedAt(deed(proposer, approver), by, before);
  const triedAt = async (what: string, by = app, before = ''): Promise<string> => {
    await by.query(`BEGIN; ${before}`);
    try {
      await by.query(what);
      return 'done';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await by.query('ROLLBACK');
    }
  };

  it('takes two people, not two ids of one', async () => {
    for (const proposer of ONE) {
      for (const approver of ONE) {
        expect([proposer, approver, await tried(proposer, approver)]).toEqual([
          proposer,
          approver,
          expect.stringContaining('second person'),
        ]);
      }
      for (const other of OTHER) {
        expect([proposer, other, await tried(proposer, other)]).toEqual([proposer, other, 'done']);
        expect([other, proposer, await tried(other, proposer)]).toEqual([other, proposer, 'done']);
      }
    }
  });

  it.each(['out', 'key:5', 'none', 'nobody', 'key:nothing', 'command line', 'reader', 'elsewhere'])(
    'is neither proposed nor agreed to by %s, who may not do so now',
    async (id) => {
      expect(await tried('ann', id)).toContain('takes two people');
      const isCommandLine = id === 'command line' && deed === deeds['putting a rebuild into use'];
      expect(await tried(id, 'ann')).toEqual(isCommandLine ? 'done' : expect.stringContaining('takes two people'));
    },
  );

  it('counts, of what is one entity’s, a proposal of whoever reaches that one', async () => {
    const what = Object.entries(deeds).find(([, made]) => made === deed)?.[0] ?? '';
    const own = ofEntity[what];
    if (own === undefined) return;
    expect(await triedAt(own('ENT-9'))).toBe('done');
    expect(await triedAt(own('ENT-1'))).toContain('may not propose it any more');
  });

  it('reads our own tables, whatever tables somebody makes for the time being', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const shadows = `
      CREATE TEMPORARY TABLE person AS SELECT * FROM public.person;
      UPDATE pg_temp.person SET email = NULL, person_id = lower(person_id);
      CREATE TEMPORARY TABLE api_key AS SELECT * FROM public.api_key;
      UPDATE pg_temp.api_key SET created_by = 'bob';
      CREATE TEMPORARY TABLE policy AS SELECT * FROM public.policy WHERE false;`;
    expect(await tried('ann', 'key:1', owner, shadows)).toContain('second person');
    expect(await tried('ann', 'ANN@bank.example', owner, shadows)).toContain('second person');
    await owner.end();
  });
});
