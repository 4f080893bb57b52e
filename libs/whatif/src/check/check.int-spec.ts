import { SharedFactsNow } from '#judging/now';
import { parseEnvelope, type CloudEvent } from '#contract';
import { canonicalJson, type DomainEvent, type Judgement } from '#domain';
import { readOnly, withSession } from '#store';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  custodyOf,
  customers,
  everydayLife,
  exchangeOf,
  promoted,
  requested,
  rolledOut,
  SOURCE,
} from '../../../../test/support/events.js';
import { judgedBook } from '#history';
import { checkActs } from './check-acts.js';
import { alreadyRecorded } from './on-file.js';

const ids = clientIds('c', 30);
const [ada = ''] = ids;

const planned = (events: readonly CloudEvent[]): DomainEvent[] =>
  events.map((event) => {
    const parsed = parseEnvelope(event);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.event;
  });
const said = (judgements: readonly Judgement[]): string[] =>
  judgements.map((j) => canonicalJson([j.clientId, j.act.identity, j.offer, j.verdict, j.row, j.reasons]));

describe('planned acts', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('history-check');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 3));
  });
  afterAll(() => desk.close());

  const checked = (events: readonly CloudEvent[], shared = new SharedFactsNow()) =>
    withSession(desk.dataSource, (session) =>
      readOnly(session, async (sql) => {
        const all: Judgement[] = [];
        for await (const some of checkActs(sql, {
          policy,
          acts: planned(events),
          shared,
          tell: (judgement) => judgement,
        }))
          all.push(...some);
        return all;
      }),
    );

  it('of one client are judged after all that is on file', async () => {
    const verdicts = await checked([promoted(ada, 900, exchangeOf('ETH')), promoted(ada, 901, custodyOf('BTC'))]);
    expect(verdicts.map((j) => [j.verdict, j.row])).toEqual([
      ['BREACH_61_2', 13],
      ['FOLLOW_ON_OUTSIDE_CONTEXT', 12],
    ]);
    expect(await checked([promoted('nobody', 900, custodyOf('BTC'))])).toMatchObject([{ verdict: 'NEEDS_REVIEW' }]);
  });

  it('meet each client of an audience, as they will once they have happened', async () => {
    const plan = [
      campaign('autumn', 1_000, 'S', exchangeOf('ETH')),
      ...rolledOut('p', 1_100, 'S', custodyOf('ETH')),
      requested(ada, 1_200, exchangeOf('ETH'), 'planned'),
    ];
    expect(await checked(plan.slice(0, 1))).toHaveLength(ids.length);
    const before = await checked(plan);
    expect(before).toHaveLength(2 * ids.length + 1);

    const ingestor = desk.ingestor('b');
    await desk.take(ingestor, plan);
    await desk.fanOut();
    const named = new Set(plan.map((event) => event.id));
    const after: Judgement[] = [];
    await withSession(desk.dataSource, async ({ sql }) => {
      for await (const chunk of judgedBook(sql, { policy })) after.push(...chunk.flatMap((c) => c.judgements));
    });
    const happened = after.filter((j) => named.has(j.act.identity.id.split('#')[0] ?? ''));
    expect(said(before).sort()).toEqual(said(happened).sort());
  });

  it('may be asked for before what is shared has reached everybody', async () => {
    const shared = new SharedFactsNow();
    expect(await checked([promoted(ada, 2_000, exchangeOf('ETH'))], shared)).toHaveLength(1);
    await desk.take(desk.ingestor('c'), [campaign('late', 1_500, 'S', exchangeOf('BTC'))]);
    const [request] = await checked([requested(ada, 2_000, exchangeOf('BTC'), 'next')], shared);
    expect(request).toMatchObject({ verdict: 'CONTAMINATED_REQUEST' });
    await desk.fanOut();
    expect(said(await checked([requested(ada, 2_000, exchangeOf('BTC'), 'next')], shared))).toEqual(
      said(request === undefined ? [] : [request]),
    );
  });

  it('can not be what has happened already', async () => {
    const found = await withSession(desk.dataSource, ({ sql }) =>
      alreadyRecorded(
        sql,
        planned([campaign('autumn', 0, 'S', custodyOf('BTC')), promoted(ada, 3_000, custodyOf('BTC'))]),
      ),
    );
    expect(found).toEqual([{ source: SOURCE, id: 'autumn' }]);
  });
});
