import type { CloudEvent } from '#contract';
import {
  BTC,
  ETH,
  campaign,
  classified,
  clientIds,
  custodyOf,
  customers,
  everydayLife,
  exchangeOf,
  merged,
  onboarded,
  promoted,
  requested,
  retracted,
  rolledOut,
} from './support/events';
import type { Child } from './support/child';
import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { until } from './support/until';
import { expectVerified } from './support/verified';

describe('facts that change what was judged before', () => {
  let pipeline: Pipeline;
  let monitor: Child;
  beforeAll(async () => {
    pipeline = await Pipeline.open('rejudging', { batch: 1_000 });
    ({ monitor } = await pipeline.start());
  });
  afterAll(() => pipeline.close());

  /** Sent one after the other, each when the one before it has been judged. */
  const tell = async (...parts: CloudEvent[][]): Promise<void> => {
    for (const part of parts) await pipeline.sendInTurn(part);
  };

  /** What was told about a client's alerts: the change, the verdict, the one before it, and the cause. */
  const sentOf = async (clientId: string): Promise<unknown[][]> =>
    (await pipeline.sent('alerts'))
      .filter(({ key }) => key === clientId)
      .map(({ type, data }) => [
        type.replace(/^io\.scopewatch\.alert\.|\.v1$/g, ''),
        data['verdict'],
        data['previousVerdict'],
        data['cause'],
      ]);

  it('do so visibly: late, corrected, retracted, merged and unmerged', async () => {
    const mail = (clientId: string) => promoted(clientId, 50_000, exchangeOf('ETH'), 'mail');
    await tell(
      [
        ...customers(['late', 'corrected', 'retracted', 'survivor']),
        ...[onboarded('merged'), requested('merged', 30_000, exchangeOf('ETH'))],
        classified('WBTC', ETH),
        ...[mail('late'), mail('retracted'), mail('survivor'), promoted('corrected', 50_000, custodyOf('WBTC'))],
      ],
      [requested('late', 40_000, exchangeOf('ETH'), 'second'), retracted('retracted-mail')],
      [classified('WBTC', BTC, 'CORRECTION'), merged('survivor', 'merged')],
      [merged('survivor', 'merged', 'unmerged')],
    );
    await expectVerified(pipeline);
    const raised = ['raised', 'BREACH_61_2', undefined, undefined];
    const followOn = (cause: string) => ['rejudged', 'FOLLOW_ON_OUTSIDE_CONTEXT', 'BREACH_61_2', cause];
    expect(await sentOf('late')).toEqual([raised, followOn('LATE_FACT')]);
    expect(await sentOf('corrected')).toEqual([raised, followOn('CORRECTION')]);
    expect(await sentOf('retracted')).toEqual([raised, ['superseded', 'BREACH_61_2', 'BREACH_61_2', 'RETRACTION']]);
    expect(await sentOf('survivor')).toEqual([
      raised,
      followOn('MERGE'),
      ['rejudged', 'BREACH_61_2', 'FOLLOW_ON_OUTSIDE_CONTEXT', 'MERGE'],
    ]);
  });

  it('reach everybody whom a campaign reaches, told as one incident, though the monitor dies in the middle', async () => {
    const audience = clientIds('fan', amount(1_300, 20_000));
    await tell(customers(audience).filter(({ type }) => !type.includes('asset')));
    await pipeline.send([campaign('spring', 60_000, 'S', exchangeOf('ETH'))]);
    for (let kill = 1; kill <= 2; kill += 1) {
      await until('some are judged again and some are not', underWay(pipeline), { everyMs: 1 });
      await monitor.end('SIGKILL');
      monitor = await pipeline.startMonitor({ SCOPEWATCH_GROUP: `fan-out-${kill}-${process.hrtime.bigint()}` });
    }
    await expectVerified(pipeline);
    const alerts = (await pipeline.sent('alerts')).filter(({ data }) =>
      data['clientId']?.toString().startsWith('fan-'),
    );
    expect(new Set(alerts.map(({ key }) => key)).size).toBe(audience.length);
    expect(new Set(alerts.map(({ data }) => data['incidentId'])).size).toBe(1);
  });

  it('of all clients do so while facts of single clients flow', async () => {
    const ids = clientIds('flow', amount(80, 1_000));
    await pipeline.send(customers(ids));
    const life = everydayLife(ids, 10);
    const changes = [
      campaign('summer', 101, 'S', custodyOf('ETH')),
      classified('ETH', BTC, 'CORRECTION'),
      ...rolledOut('vault', 103, 'S', exchangeOf('BTC')),
      fixed(),
      retracted('summer'),
      campaign('autumn', 107, 'S', exchangeOf('BTC')),
    ];
    const share = Math.ceil(life.length / changes.length);
    for (const [i, change] of changes.entries()) {
      await pipeline.send([...life.slice(i * share, (i + 0.5) * share), change]);
      await pipeline.send(life.slice((i + 0.5) * share, (i + 1) * share));
    }
    await expectVerified(pipeline);
  });
});

/** Takes the correction of ETH back. */
const fixed = (): CloudEvent => retracted('ETH-CORRECTION');

/** Whether a fan-out has judged some of those whom it touches, and not all. */
const underWay =
  ({ database }: Pipeline) =>
  async (): Promise<boolean> =>
    (await database.query('SELECT 1 FROM fan_out WHERE finished_at IS NULL AND judged > 0')).length > 0;
