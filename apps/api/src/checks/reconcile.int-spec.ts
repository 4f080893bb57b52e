import type { CloudEvent } from '#contract';
import { addAnswers, addCheck, checkOf, withSession, type CheckAnswer } from '#store';
import { SharedFactsNow } from '#judging/now';
import { clientsReached } from '#whatif';
import { Desk, packText, policy } from '../../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  customers,
  exchangeOf,
  joined,
  merged,
  onboarded,
  promoted,
} from '../../../../test/support/events.js';
import { reconcile } from './reconcile.js';

const CHECK = 'check-1';
const [may = '', refused = '', undecided = '', silent = '', mergedAway = '', other = ''] = clientIds('c', 6);
const answers: readonly (readonly [string, CheckAnswer])[] = [
  [may, 'MAY'],
  [refused, 'MAY_NOT'],
  [undecided, 'PERSON'],
  [silent, 'MAY_NOT'],
  [mergedAway, 'MAY'],
];

const inNameOf = (checkId: string, event: CloudEvent): CloudEvent => ({
  ...event,
  data: { ...(event.data as object), checkId },
});
const mail = (clientId: string, minute: number): CloudEvent => promoted(clientId, minute, exchangeOf('ETH'));

describe('what was sent in the name of a check', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('reconciliation');
  });
  beforeEach(async () => {
    await desk.clear();
    await desk.database.query('TRUNCATE planned_check, planned_check_answer');
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    const ids = [may, refused, undecided, silent, mergedAway, other];
    await desk.take(ingestor, [...customers(ids), onboarded('reached'), joined('reached', 30, 'T')]);
    await withSession(desk.dataSource, (session) =>
      session.transaction(async (tx) => {
        await addAnswers(
          tx,
          CHECK,
          answers.map(([clientId, answer], ordinal) => ({
            ordinal,
            clientId,
            entityId: 'ENT-1',
            answer,
            verdict: 'NONE',
            body: '{}',
          })),
        );
        const counts = { may: 2, mayNot: 2, person: 1, rejected: '[]' };
        await addCheck(tx, { checkId: CHECK, askedBy: 'a', policyVersion: 'v', events: '[]', ...counts });
      }),
    );
  });
  afterAll(() => desk.close());

  const reconciled = () =>
    withSession(desk.dataSource, async ({ sql }) => {
      const check = await checkOf(sql, CHECK);
      if (check === undefined) throw new Error('The check is not on record.');
      const shared = await new SharedFactsNow().read(sql);
      return reconcile(sql, check, {
        survivorOf: (clientId) => shared.clientMerges.survivorOf(clientId),
        reachedBy: (sent) => clientsReached(sql, sent, shared, policy),
      });
    });
  const whom = (sent: readonly { clientId: string }[]): string[] => sent.map(({ clientId }) => clientId).sort();

  it('is nothing while nobody was written to', async () => {
    expect(await reconciled()).toMatchObject({ asAllowed: 0, neverSent: 5, sentToOthers: [] });
  });

  it('is compared with each answer, client by client', async () => {
    const sent = [may, refused, undecided, other].map((clientId, i) => inNameOf(CHECK, mail(clientId, 200 + i)));
    await desk.take(desk.ingestor('a'), sent);
    const found = await reconciled();
    expect(found).toMatchObject({ checkId: CHECK, asAllowed: 1, neverSent: 2 });
    expect(whom(found.sentThoughRefused)).toEqual([refused]);
    expect(whom(found.sentThoughUndecided)).toEqual([undecided]);
    expect(whom(found.sentToOthers)).toEqual([other]);
  });

  it('counts each client whom a campaign reached', async () => {
    await desk.take(desk.ingestor('a'), [inNameOf(CHECK, campaign('spring', 300, 'S', exchangeOf('ETH')))]);
    const found = await reconciled();
    expect(found).toMatchObject({ asAllowed: 2, neverSent: 0 });
    expect(whom(found.sentThoughRefused)).toEqual([refused, silent]);
    expect(whom(found.sentToOthers)).toEqual([other]);
    await desk.take(desk.ingestor('b'), [inNameOf(CHECK, campaign('autumn', 400, 'T', exchangeOf('ETH')))], 1);
    expect(whom((await reconciled()).sentToOthers)).toEqual([other, 'reached']);
  });

  it('holds good under the id that a client was merged into since', async () => {
    await desk.take(desk.ingestor('a'), [merged(may, mergedAway), inNameOf(CHECK, mail(may, 200))]);
    expect(await reconciled()).toMatchObject({ asAllowed: 1, neverSent: 3, sentToOthers: [] });
  });

  it('is not what names another check, or this one only in passing', async () => {
    await desk.take(desk.ingestor('a'), [
      inNameOf('check-10', mail(refused, 200)),
      promoted(refused, 201, exchangeOf('ETH'), CHECK),
      mail(refused, 202),
    ]);
    expect(await reconciled()).toMatchObject({ asAllowed: 0, neverSent: 5, sentThoughRefused: [] });
  });
});
