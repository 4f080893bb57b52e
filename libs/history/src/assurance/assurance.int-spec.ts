import { addRejectionStep, readOnly, withSession, type RejectionStepKind } from '#store';
import { Desk, packText } from '../../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  custodyOf,
  customers,
  exchangeOf,
  merged,
  promoted,
  used,
} from '../../../../test/support/events.js';
import { assurance, type Assurance } from './assurance.js';

const [ada = '', bob = ''] = clientIds('c', 2);
const minute = (n: number): number => Date.UTC(2025, 5, 1) + n * 60_000;

describe('negative assurance', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('history-assurance');
  });
  beforeEach(async () => {
    await desk.clear();
    const ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers([ada, bob]));
    await desk.take(ingestor, [used(ada, 100, custodyOf('BTC')), promoted(bob, 100, exchangeOf('ETH'))]);
    await desk.fanOut();
  });
  afterAll(() => desk.close());

  const asked = (clientId: string, from = minute(0), to = minute(1_000)): Promise<Assurance> =>
    withSession(desk.dataSource, (session) => readOnly(session, (sql) => assurance(sql, { clientId, from, to })));
  const kinds = async (...args: Parameters<typeof asked>): Promise<string[]> =>
    (await asked(...args)).obstacles.map((obstacle) => obstacle.kind);
  const raw = (text: string, key: string | null) => {
    const message = desk.message(promoted(ada, 900, custodyOf('BTC')));
    return { ...message, value: Buffer.from(text), key: key === null ? null : Buffer.from(key) };
  };

  it('is given with its grounds where nothing stands in the way', async () => {
    const said = await asked(ada);
    expect(said).toMatchObject({ given: true, clientId: ada, memberIds: [ada], obstacles: [] });
    expect(said.statement).toMatch(/^No act on client .* An indication for review, not a legal determination\.$/);
    expect(said.grounds).toMatchObject({
      offsets: [{ topic: 'events', partition: 0 }],
      policyVersions: [expect.any(String) as unknown],
      verdicts: 2,
      rejectionsOfOthers: 0,
    });
  });

  it('is refused for an act that alerts, and given for the time beside it', async () => {
    expect(await kinds(bob)).toEqual(['ALERT']);
    expect(await kinds(bob, minute(101))).toEqual([]);
    expect(await kinds(bob, minute(0), minute(100))).toEqual([]);
  });

  it('is refused for a time that is not over, and for somebody nobody knows', async () => {
    expect(await kinds(ada, minute(0), Date.now() + 86_400_000)).toEqual(['NOT_OVER']);
    expect(await kinds('nobody')).toEqual(['UNKNOWN_CLIENT']);
  });

  it('is refused while a message waits that may be about the client, but not for one of somebody else', async () => {
    const ingestor = desk.ingestor('b');
    await ingestor.ingest([raw('no json', bob)]);
    expect(await asked(ada)).toMatchObject({ given: true, grounds: { rejectionsOfOthers: 1 } });
    expect(await kinds(bob, minute(101))).toEqual(['REJECTION_WAITING']);
    await ingestor.ingest([raw('no json', null)]);
    expect(await asked(ada)).toMatchObject({
      given: false,
      obstacles: [{ concern: 'ILLEGIBLE', message: expect.stringMatching(/-0-\d+ .* or set it aside/) as unknown }],
    });
  });

  it('is refused for what names the client in any way, and for what concerns clients without naming them', async () => {
    const ingestor = desk.ingestor('b');
    const broken = (clientId: string) => JSON.stringify({ ...promoted(clientId, 900, custodyOf('BTC')), time: 'soon' });
    const utf16 = Buffer.from(broken(ada), 'utf16le');
    await ingestor.ingest([
      raw(broken(ada), null),
      { ...raw('', null), value: utf16 },
      raw(broken(bob), null),
      raw(JSON.stringify({ ...campaign('k', 900, 'S', exchangeOf('ETH')), time: 'soon' }), 'k'),
    ]);
    const concerns = async (clientId: string) =>
      (await asked(clientId, minute(101))).obstacles.map((o) => (o.kind === 'REJECTION_WAITING' ? o.concern : o.kind));
    expect(await concerns(ada)).toEqual(['NAMES_CLIENT', 'NAMES_CLIENT', 'SHARED_FACT']);
    expect(await concerns(bob)).toEqual(['NAMES_CLIENT', 'SHARED_FACT']);
    await desk.take(ingestor, [merged(ada, bob)]);
    await desk.fanOut();
    expect(await concerns(bob)).toEqual(['NAMES_CLIENT', 'NAMES_CLIENT', 'NAMES_CLIENT', 'SHARED_FACT']);
  });

  it('is not refused for what was set aside, by two people where it names a client', async () => {
    await desk.database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at)
       VALUES ('ann', 'Ann', '{approver}', now()), ('pat', 'Pat', '{approver}', now())`,
    );
    const ingestor = desk.ingestor('b');
    await ingestor.ingest([raw('no json', null), raw('no json', ada)]);
    const ids = (await asked(ada)).obstacles.flatMap((o) => (o.kind === 'REJECTION_WAITING' ? [o.rejectionId] : []));
    const [illegible = '', named = ''] = ids;
    const step = (rejectionId: string, kind: RejectionStepKind, actor: string): Promise<unknown> =>
      withSession(desk.dataSource, (session) =>
        session.transaction((tx) => addRejectionStep(tx, rejectionId, { kind, actor, reason: 'It was a test.' })),
      );
    await expect(step(illegible, 'TURNED_DOWN', 'ann')).rejects.toThrow('can not be TURNED_DOWN now: it is WAITING');
    await step(illegible, 'SET_ASIDE', 'ann');
    await expect(step(named, 'SET_ASIDE', 'ann')).rejects.toThrow('takes two people');
    await step(named, 'PROPOSED', 'ann');
    await expect(step(named, 'SET_ASIDE', 'ann')).rejects.toThrow('takes two people');
    await expect(step(named, 'PROPOSED', 'pat')).rejects.toThrow('can not be PROPOSED now');
    expect(await kinds(ada)).toEqual(['REJECTION_WAITING']);
    await step(named, 'TURNED_DOWN', 'pat');
    await expect(step(named, 'SET_ASIDE', 'pat')).rejects.toThrow('takes two people');
    await step(named, 'PROPOSED', 'pat');
    await step(named, 'SET_ASIDE', 'ann');
    await expect(step(named, 'PROPOSED', 'pat')).rejects.toThrow('it is SET_ASIDE');
    expect(await kinds(ada)).toEqual([]);
  });

  it('is refused while offsets are missing, a fan-out runs, or the record is not what the log gives', async () => {
    const ingestor = desk.ingestor('b');
    await desk.database.query(
      `INSERT INTO offset_gap (topic, partition, from_offset, to_offset, kind, recorded_at)
       VALUES ('events', 0, 900, 910, 'EXPIRED', now())`,
    );
    await desk.take(ingestor, [used(ada, 200, custodyOf('BTC'))]);
    expect(await kinds(ada)).toEqual(['OFFSETS_MISSING']);
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH'))]);
    expect(await kinds(ada)).toEqual(['OFFSETS_MISSING', 'FAN_OUT_UNFINISHED', 'RECORD_DIFFERS']);
    await desk.fanOut();
    expect(await kinds(ada)).toEqual(['OFFSETS_MISSING', 'ALERT']);
    await desk.database.query(
      `UPDATE offset_gap SET accepted_by = 'cleo', accepted_at = now(), reason = 'Asked the bank.'`,
    );
    expect(await kinds(ada)).toEqual(['ALERT']);
  });

  it('is refused where nothing was ever judged', async () => {
    await desk.clear();
    expect(await kinds(ada)).toEqual(['NOTHING_JUDGED']);
  });
});
