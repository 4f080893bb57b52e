import { createHash, randomUUID } from 'node:crypto';
import { newBlock } from '#log';
import {
  addDeskEvent,
  addDocument,
  assignTask,
  beginErasure,
  decideErasure,
  eraseDesk,
  eraseRows,
  erasureOf,
  placeHold,
  renameDocument,
  requestErasure,
  savePerson,
  withSession,
  type Erasure,
  type Session,
  type Tx,
} from '#store';
import { Desk, packText } from '../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  custodyOf,
  customers,
  ENTITY,
  everydayLife,
  exchangeOf,
  fact,
  merged,
  onboarded,
  promoted,
  requested,
  retracted,
} from '../../../test/support/events.js';
import { tablesThatSay } from '../../../test/support/tables-that-say.js';
import { ClientEraser } from './erase-client.js';

const ids = clientIds('c', 12);
const [ada = '', bob = '', eve = '', fay = ''] = ids;
/** What the client themselves said. */
const WORDS = 'my late brother told me of it';

describe('a client who is erased', () => {
  let desk: Desk;
  let ingestor: ReturnType<Desk['ingestor']>;
  const using = <T>(work: (session: Session) => Promise<T>): Promise<T> => withSession(desk.dataSource, work);

  beforeEach(async () => {
    desk = await Desk.open('erasure');
    await using((s) =>
      s.transaction(async (tx) => {
        for (const personId of ['dora', 'dan']) {
          const person = { personId, name: personId, email: null, entities: null, disabled: false };
          await savePerson(tx, { ...person, roles: ['privacy'] });
        }
      }),
    );
    ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    const asked = requested(ada, 40, exchangeOf('BTC'), 'said');
    await desk.take(ingestor, [{ ...asked, data: { ...(asked.data as object), words: WORDS } }]);
    await desk.take(ingestor, everydayLife(ids, 6));
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH')), merged(ada, bob)]);
    await desk.take(ingestor, [toThese('named', [ada, eve]), referral(fay, ada), retracted(`${ada}-request`)]);
    await desk.fanOut();
    expect(await desk.differences()).toEqual([]);
  });
  afterEach(() => desk.close());

  /** A campaign that names whom it goes to. */
  const toThese = (id: string, to: readonly string[]) => {
    const one = campaign(id, 600, 'S', exchangeOf('ETH'));
    return { ...one, data: { ...(one.data as object), audience: { clientIds: to } } };
  };
  const referral = (clientId: string, referrerId: string) =>
    fact('marketing.referral-rewarded.v1', `${clientId}-reward`, 30, {
      clientId,
      entityId: ENTITY,
      referrerId,
      planned: false,
    });

  async function asked(clientId: string): Promise<Erasure> {
    const erasureId = randomUUID();
    const reason = `asked for by ${clientId} in a letter`;
    const one = { erasureId, clientId, ground: 'ON_REQUEST', reason, requestedBy: 'dora' } as const;
    await using((s) => s.transaction((tx) => requestErasure(tx, one)));
    return rowOf(erasureId);
  }
  async function rowOf(erasureId: string): Promise<Erasure> {
    const row = await using(({ sql }) => erasureOf(sql, erasureId));
    if (row === undefined) throw new Error('There is no such erasure.');
    return row;
  }
  const agreed = (erasureId: string, by = 'dan'): Promise<number> =>
    using((s) => s.transaction((tx) => decideErasure(tx, erasureId, 'APPROVED', by, null)));
  async function erased(clientId: string): Promise<Erasure> {
    const { erasureId } = await asked(clientId);
    await agreed(erasureId);
    await using(async (session) => {
      const eraser = new ClientEraser(session);
      expect(await eraser.carryOut(await rowOf(erasureId))).toMatchObject({ done: true });
      await eraser.finish(await rowOf(erasureId), {});
    });
    return rowOf(erasureId);
  }
  const tablesNaming = (text: string): Promise<string[]> => tablesThatSay(desk.database, text);
  const alerts = (): Promise<{ alert_id: string; verdict: string; status: string }[]> =>
    desk.database.query('SELECT alert_id, verdict, status, active FROM alert ORDER BY alert_id');

  it('is in no table any more, with the ids that were merged and the words', async () => {
    expect(await tablesNaming(WORDS)).not.toEqual([]);
    await erased(bob);
    expect(await tablesNaming(WORDS)).toEqual([]);
    expect(await tablesNaming(ada)).toEqual([]);
    expect(await tablesNaming(bob)).toEqual([]);
  });

  it('takes documents, tasks and what waits to be sent along, and itself out of the names of others’ files', async () => {
    const attach = (documentId: string, clientId: string, name: string) => ({
      ...{ documentId, clientId, entityId: ENTITY, kind: 'OTHER', name, mediaType: 'text/plain', bytes: 1 },
      ...{
        sha256: createHash('sha256').update(documentId).digest('hex'),
        eventId: `${documentId}-event`,
        addedBy: 'dora',
      },
    });
    const theirs = attach('one', ada, `${WORDS}.txt`);
    await using((s) =>
      s.transaction(async (tx) => {
        await addDocument(tx, theirs, Buffer.from(WORDS));
        await addDocument(tx, attach('two', eve, `${ada} and ${fay}.txt`), Buffer.from('x'));
        await assignTask(tx, { clientId: ada, tag: `gap:${ENTITY}:EXPOSURE_CHECK_MISSING` }, 'dora', 'dora');
        await addDeskEvent(tx, { eventId: 'waits', clientId: bob, entityId: ENTITY, message: `{"words":"${WORDS}"}` });
      }),
    );
    const { clientId } = await erased(bob);
    for (const text of [ada, bob, WORDS, theirs.sha256]) expect([text, await tablesNaming(text)]).toEqual([text, []]);
    const left = await desk.database.query(
      'SELECT document_id AS id, name FROM document JOIN document_content USING (document_id)',
    );
    expect(left).toEqual([{ id: 'two', name: `${clientId} and ${fay}.txt` }]);
    for (const table of ['evidence_task', 'desk_event'])
      expect(await desk.database.query(`SELECT FROM ${table}`)).toEqual([]);
  });

  it('takes no document that is not theirs, by whatever is asked', async () => {
    const { erasureId } = await asked(ada);
    const refused = async (act: (tx: Tx) => Promise<unknown>) =>
      expect(using((s) => s.transaction(act))).rejects.toMatchObject({ code: '42501' });
    await refused((tx) => eraseDesk(tx, erasureId));
    await agreed(erasureId);
    await refused((tx) => eraseDesk(tx, erasureId));
    await refused((tx) => renameDocument(tx, erasureId, 'two', 'other.txt'));
    await refused((tx) => tx.query('DELETE FROM document'));
  });

  it('leaves every alert under its id, with its verdict', async () => {
    const before = await alerts();
    const { pseudonym } = await erased(ada);
    expect(await alerts()).toEqual(before);
    const [row] = await desk.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM alert WHERE client_id = $1',
      [pseudonym],
    );
    expect(row?.n).toBeGreaterThan(0);
  });

  it('leaves everybody else judged as before, by the log as it is now', async () => {
    const { pseudonym } = await erased(ada);
    const others = (await desk.differences()).filter((line) => !line.includes(pseudonym ?? ''));
    expect(others).toEqual([]);
  });

  it('is a new client when they come back, also for a monitor that remembers them', async () => {
    await erased(ada);
    const report = await desk.take(ingestor, [
      { ...onboarded(ada), id: 'again' },
      promoted(ada, 900, exchangeOf('ETH'), 'again-2'),
    ]);
    expect(report.accepted).toBe(2);
    const [row] = await desk.database.query<{ state: string }>('SELECT state FROM client WHERE client_id = $1', [ada]);
    expect(row?.state).toBeDefined();
    const log = await desk.database.query<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE client_id = $1', [
      ada,
    ]);
    expect(log[0]?.n).toBe(2);
    expect((await desk.differences()).filter((line) => !line.includes('of erased-'))).toEqual([]);
  });

  it('is not taken in again where a topic still holds what they said', async () => {
    const again = onboarded(ada);
    await erased(ada);
    const report = await desk.take(ingestor, [again]);
    expect(report).toMatchObject({ accepted: 0, duplicates: 1, rejected: {} });
    expect(await tablesNaming(ada)).toEqual([]);
  });

  it('is not erased while a hold stands, on whichever of the ids', async () => {
    const { erasureId } = await asked(ada);
    await agreed(erasureId);
    await using((s) =>
      s.transaction((tx) => placeHold(tx, { holdId: 'h', clientId: bob, reason: 'a lawsuit', placedBy: 'dora' })),
    );
    await using(async (session) => {
      const outcome = await new ClientEraser(session).carryOut(await rowOf(erasureId));
      expect(outcome).toEqual({ done: false, waitsFor: ['a legal hold'] });
      // Nor does the database let anybody begin.
      const begun = session.transaction((tx) => beginErasure(tx, erasureId, [ada, bob]));
      await expect(begun).rejects.toMatchObject({ code: '55006' });
    });
    expect(await tablesNaming(WORDS)).not.toEqual([]);
  });

  it('is erased by two people, neither of them alone', async () => {
    const { erasureId } = await asked(ada);
    await expect(agreed(erasureId, 'dora')).rejects.toMatchObject({ code: '42501' });
    await expect(agreed(erasureId, 'a')).rejects.toMatchObject({ code: '42501' });
    await using(async (session) => {
      await expect(new ClientEraser(session).carryOut(await rowOf(erasureId))).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('gives nobody a way to change what concerns others', async () => {
    const { erasureId } = await asked(ada);
    await agreed(erasureId);
    const [other] = await desk.database.query<{ position: number }>(
      'SELECT position FROM event WHERE client_id = $1 LIMIT 1',
      [eve],
    );
    const change = { key: { position: other?.position }, set: { value: '\\x00' } };
    await using(async (session) => {
      await expect(session.transaction((tx) => eraseRows(tx, erasureId, 'event', [change]))).rejects.toMatchObject({
        code: '42501',
      });
    });
  });

  describe('for whoever can run the functions that erase', () => {
    let erasureId: string;
    const refused = async (of: string, change: object): Promise<void> => {
      await using(async (session) => {
        const attempt = session.transaction((tx) => eraseRows(tx, erasureId, of, [change]));
        await expect(attempt).rejects.toMatchObject({ code: '42501' });
      });
    };
    const positionOf = async (where: string): Promise<number> => {
      const [row] = await desk.database.query<{ position: number }>(
        `SELECT position FROM event WHERE ${where} LIMIT 1`,
      );
      return row?.position ?? 0;
    };
    beforeEach(async () => {
      ({ erasureId } = await asked(ada));
      await agreed(erasureId);
    });

    it('gives no way to name somebody else as the same client', async () => {
      for (const ids of [[ada, eve], [ada, '{'], [eve], [ada, 'e']]) {
        await using(async (session) => {
          const begun = session.transaction((tx) => beginErasure(tx, erasureId, ids));
          await expect(begun).rejects.toMatchObject({ code: '42501' });
        });
      }
    });

    it('gives no way to change anything before it is said whose data goes', async () => {
      await refused('event', { key: { position: await positionOf(`client_id = '${ada}'`) }, set: { value: '\\x' } });
    });

    it('gives no way to say of others anything else', async () => {
      await using((s) => s.transaction((tx) => beginErasure(tx, erasureId, [ada, bob])));
      const [named] = await desk.database.query<{ position: number; value: Buffer }>(
        `SELECT position, value FROM event WHERE type LIKE '%campaign-launched%' AND strpos(convert_from(value, 'UTF8'), '${ada}') > 0`,
      );
      const text = named?.value.toString() ?? '';
      const key = { position: named?.position };
      const hex = (changed: string): string => `\\x${Buffer.from(changed).toString('hex')}`;
      const set = { client_id: null, shared: true, message_key: null, headers: null };
      await refused('event', { key, set: { ...set, value: hex(text.replaceAll('ETH', 'BTC')) } });
      await refused('event', { key, set: { ...set, value: hex(text.replace(eve, fay)) } });
      await refused('event', { key: { type: 'client.requested.v1' }, set: { ...set, value: '\\x' } });
      const ofEve = { position: await positionOf(`client_id = '${eve}'`) };
      await refused('event', { key: ofEve, set: { client_id: null, shared: false, value: '\\x' } });
      await refused('client', { key: { client_id: eve }, drop: true });
      await refused('alert', { key: { client_id: eve, alert_id: 'x' }, set: { view: '{}' } });
      await refused('erasure', { key: { erasure_id: erasureId }, set: { client_id: eve } });
      await refused('person', { key: { person_id: 'dora' }, drop: true });
      const [fact] = await desk.database.query<{ position: number; body: string }>(
        `SELECT position, body FROM alert_fact WHERE client_id = '${ada}' LIMIT 1`,
      );
      const body = JSON.stringify({ ...(JSON.parse(fact?.body ?? '{}') as object), verdict: 'NEUTRAL' });
      await refused('alert_fact', { key: { position: fact?.position }, set: { body } });
    });
  });

  it('leaves alone whoever has a name like theirs, in every field', async () => {
    const near = [`crm:${ada}`, `${ada}-b`, 'S', ENTITY, 'FIRM'];
    await desk.take(
      ingestor,
      near.flatMap((id) => [onboarded(id), requested(id, 10, custodyOf('BTC')), promoted(id, 50, exchangeOf('ETH'))]),
    );
    for (const id of [ada, 'S', ENTITY, 'FIRM']) await erased(id);
    expect((await desk.differences()).filter((line) => !line.includes('of erased-'))).toEqual([]);
  });

  it('may have what was erased retracted afterwards', async () => {
    await erased(ada);
    const report = await desk.take(ingestor, [retracted(`${ada}-onboarded`), retracted(`merged-${ada}-${bob}`)]);
    expect(report.accepted).toBe(2);
    expect((await desk.differences()).filter((line) => !line.includes('of erased-'))).toEqual([]);
  });

  it('goes with a retraction of the merge that made one client of two', async () => {
    await desk.take(ingestor, [retracted(`merged-${ada}-${bob}`)]);
    await desk.fanOut();
    await erased(ada);
    expect(await tablesNaming(ada)).toEqual([]);
    expect(await tablesNaming(bob)).not.toEqual([]);
  });

  it('can be looked for while everybody else is served', async () => {
    const { erasureId } = await asked(ada);
    await agreed(erasureId);
    let serving = true;
    const traffic = (async () => {
      const other = desk.ingestor('b');
      for (let i = 0; serving; i += 1) await desk.take(other, [promoted(eve, 1_000 + i, custodyOf('BTC'))], 1);
    })();
    await using(async (session) => {
      const eraser = new ClientEraser(session);
      expect(await eraser.carryOut(await rowOf(erasureId))).toMatchObject({ done: true });
      await eraser.finish(await rowOf(erasureId), {});
      expect((await newBlock(session.sql)).block).toBeGreaterThan(0);
    });
    serving = false;
    await traffic;
    expect(await tablesNaming(ada)).toEqual([]);
  });
});
