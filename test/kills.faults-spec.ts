import { policy } from './support/desk';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { Pipeline } from './support/pipeline';
import { isInTheMiddle, life } from './support/under-load';
import { until } from './support/until';
import { expectVerified } from './support/verified';

describe('a monitor that is killed under load', () => {
  let pipeline: Pipeline;
  beforeEach(async () => {
    // Small batches make many moments to be killed in.
    pipeline = await Pipeline.open('kills-at-length', { batch: 20 });
  });
  afterEach(() => pipeline.close());

  it('as one of two, leaves its share to the other', async () => {
    await pipeline.startNotifier();
    const [first] = await Promise.all([pipeline.startMonitor(), pipeline.startMonitor()]);
    await pipeline.send(life('g'));
    await until('a batch is being written', () => isInTheMiddle(pipeline), { everyMs: 1 });
    await first?.end('SIGKILL');
    await expectVerified(pipeline);
  });

  it('while it judges everybody by a new pack, leaves the rest of them to the next', async () => {
    await pipeline.startNotifier();
    const first = await pipeline.startMonitor({ SCOPEWATCH_BATCH: '500' });
    // More than are judged in one transaction.
    const ids = clientIds('p', 1_200);
    await pipeline.send([...customers(ids), ...ids.map((id, i) => promoted(id, 500_000 + i, exchangeOf('ETH')))]);
    await pipeline.settled();
    await approve({
      ...policy.pack,
      version: 'short',
      severities: { ...policy.pack.severities, BREACH_61_2: 'high' },
    });
    await until('some were judged again', async () => (await judgedAgain()) > 0, { everyMs: 1 });
    await first.end('SIGKILL');
    expect(await judgedAgain()).toBeLessThan(ids.length);
    await pipeline.startMonitor();
    await expectVerified(pipeline);
    const [policyFacts] = await pipeline.database.query<{ n: number; clients: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT client_id)::int AS clients FROM alert_fact WHERE cause = 'POLICY'`,
    );
    expect(policyFacts).toEqual({ n: ids.length, clients: ids.length });
  });

  /** Proposed by one, tried, approved by another. */
  const approve = async (pack: object): Promise<void> => {
    await pipeline.database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at)
       SELECT id, id, '{approver}', now() FROM unnest(ARRAY['ann', 'bob']) AS id`,
    );
    await pipeline.database.query(
      `INSERT INTO backtest (backtest_id, version, pack, status, created_by, created_at)
       VALUES ('b', 'short', $1, 'DONE', 'ann', now())`,
      [JSON.stringify(pack)],
    );
    await pipeline.database.query(
      `INSERT INTO policy_proposal (proposal_id, version, pack, reason, backtest_id, proposed_by, proposed_at)
       VALUES ('p', 'short', $1, 'why', 'b', 'ann', now())`,
      [JSON.stringify(pack)],
    );
    await pipeline.database.query(
      `UPDATE policy_proposal SET decision = 'APPROVED', decided_by = 'bob', decided_at = now(), effective_from = now()`,
    );
  };

  const judgedAgain = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>(
      `SELECT coalesce(sum(judged), 0)::int AS n FROM fan_out WHERE cause = 'POLICY'`,
    );
    return row?.n ?? 0;
  };
});
