import { alertOf, work } from './support/alert-answers';
import type { ApiClient } from './support/api-client';
import { EventStream } from './support/event-stream';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';

interface Heard {
  readonly position: number;
  readonly clientId: string;
  readonly change: string;
}

const heardBy = ({ events }: EventStream): Heard[] =>
  events
    .filter(({ event }) => event === 'alert')
    .map(({ data }) => ({
      position: Number(data['position']),
      clientId: String(data['clientId']),
      change: String(data['change']),
    }));

const ids = clientIds('c', 12);

describe('the stream', () => {
  let pipeline: Pipeline;
  let people: People;
  let ann: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-stream', { batch: 5 });
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['analyst'] });
    await pipeline.send(customers(ids));
    await pipeline.settled();
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  /** These are offered what they never asked for: one alert each. */
  const goOn = (minute: number, whom = ids): Promise<void> =>
    pipeline.send(whom.map((id) => promoted(id, minute, exchangeOf('ETH'))));

  const recorded = async (after: number): Promise<number[]> =>
    (
      await pipeline.database.query<{ position: string }>(
        'SELECT position FROM alert_fact WHERE position > $1 ORDER BY position',
        [after],
      )
    ).map(({ position }) => Number(position));

  it('tells what is recorded while somebody listens, in the order of each client', async () => {
    const stream = await EventStream.open(ann);
    await goOn(1_000);
    await until('each client’s alert was heard', () => Promise.resolve(heardBy(stream).length >= ids.length));
    await pipeline.settled();
    expect(heardBy(stream).map(({ change }) => change)).toEqual(ids.map(() => 'raised'));
    const { alertId } = await alertOf(ann, `${ids[0] ?? ''}-mail-1000`);
    await work(ann, alertId, 'comment', { text: 'Heard?' });
    await until('the comment was heard', () => Promise.resolve(heardBy(stream).at(-1)?.change === 'commented'));
    await stream.close();
  });

  it('is gone on with where it was cut, again and again, without a gap or a step back', async () => {
    const before = Math.max(0, ...(await recorded(0)));
    let stream = await EventStream.open(ann);
    const parts: Heard[][] = [];
    let sending = true;
    const sent = (async () => {
      for (let round = 0; round < 12; round += 1) await goOn(2_000 + round);
      await pipeline.settled();
      sending = false;
    })();
    for (let cut = 0; sending || cut < 10; cut += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20 + (cut % 5) * 30));
      const { lastId } = await stream.close();
      parts.push(heardBy(stream));
      stream = await EventStream.open(ann, lastId);
    }
    await sent;
    const expected = await recorded(before);
    expect(expected).toHaveLength(12 * ids.length);
    const all = (): number[] => [...parts.flat(), ...heardBy(stream)].map(({ position }) => position);
    await until('all was heard', () => Promise.resolve(new Set(all()).size >= expected.length));
    parts.push(heardBy(await stream.close()));
    expect([...new Set(all())].sort((a, b) => a - b)).toEqual(expected);
    for (const part of parts) {
      const last = new Map<string, number>();
      for (const { clientId, position } of part) {
        expect(position).toBeGreaterThan(last.get(clientId) ?? 0);
        last.set(clientId, position);
      }
    }
  });

  it('misses nothing that took its place early and was committed late', async () => {
    const { alertId } = await alertOf(ann, `${ids[1] ?? ''}-mail-1000`);
    await work(ann, alertId, 'comment', { text: 'So that the chain of people’s work has a head.' });
    const reader = await EventStream.open(ann);

    // Whoever works on an alert takes a place in the log, then waits here for the head of the chain.
    const letGo = await pipeline.database.hold(`SELECT FROM chain_head WHERE chain = 'desk' FOR UPDATE`);
    const late = work(ann, alertId, 'comment', { text: 'Late.' });
    await until('the comment has its place and waits', async () => {
      const waiting = await pipeline.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            AND query LIKE '%chain_head%' AND application_name = 'scopewatch-api'`,
      );
      return waiting.length > 0;
    });
    // The monitor goes on meanwhile with clients other than the one that is being worked on.
    const others = ids.slice(2);
    await goOn(3_000, others);
    await until('the others were heard', () => Promise.resolve(heardBy(reader).length >= others.length));
    const between = reader.lastId;
    const highest = Math.max(...heardBy(reader).map(({ position }) => position));
    expect(heardBy(reader).some(({ change }) => change === 'commented')).toBe(false);

    await letGo();
    expect((await late).status).toBe(200);
    const resumed = await EventStream.open(ann, between);
    for (const stream of [reader, resumed]) {
      await until('the late comment was heard', () =>
        Promise.resolve(heardBy(stream).some(({ change }) => change === 'commented')),
      );
    }
    const [comment, ...again] = heardBy(resumed).filter(({ change }) => change === 'commented');
    expect(again).toEqual([]);
    // Whoever asks for positions above the highest one heard would never be told of it.
    expect(comment?.position).toBeLessThan(highest);
    expect(heardBy(reader).filter(({ change }) => change === 'commented')).toEqual([comment]);
    await Promise.all([reader.close(), resumed.close()]);
  });

  it('tells nothing more to whom it may not tell any more', async () => {
    const bob = await people.signIn('bob', { roles: ['viewer'] });
    const stream = await EventStream.open(bob);
    await bob.post('/auth/sign-out');
    const { alertId } = await alertOf(ann, `${ids[3] ?? ''}-mail-1000`);
    await work(ann, alertId, 'comment', { text: 'Not for those who have left.' });
    await until('the stream ended', () => Promise.resolve(stream.ended));
    expect(heardBy(stream)).toEqual([]);
  });

  it('is read once for all who listen, wherever each left off, and for no more of one person than that', async () => {
    const dan = await people.signIn('dan', { roles: ['viewer'] });
    const open = (client: ApiClient, lastId?: string) => EventStream.open(client, lastId);
    const streams = [...(await Promise.all(Array.from({ length: 9 }, () => open(dan)))), await open(dan, 'ingest-0:0')];
    const refused = await dan.get('/v1/stream');
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(refused.body['detail']).toContain('at most 10');
    // An export is held open by who takes it, as a stream is.
    expect((await dan.get('/v1/alerts.csv')).status).toBe(429);
    const asker = await open(ann);
    await goOn(4_000);
    for (const stream of [...streams.slice(0, 9), asker]) {
      await until('each client’s alert was heard', () => Promise.resolve(heardBy(stream).length >= ids.length));
      expect(
        heardBy(stream)
          .map(({ clientId }) => clientId)
          .sort(),
      ).toEqual(ids);
    }
    const [whole] = streams.slice(9);
    if (whole === undefined) throw new Error('There is a tenth stream.');
    const all = await recorded(0);
    await until('all there ever was is heard', () => Promise.resolve(heardBy(whole).length >= all.length));
    expect(
      heardBy(whole)
        .map(({ position }) => position)
        .sort((a, b) => a - b),
    ).toEqual(all);
    await Promise.all([...streams, asker].map((stream) => stream.close()));
    await until('there is room again', async () => {
      const again = await dan.status('GET', '/v1/stream');
      return again === 200;
    });
  });

  it('refuses to go on from where it never was', async () => {
    for (const id of ['nonsense', 'desk:', 'desk:1,,x', '%zz:1', 'desk:99999999999999999999', 'a:1'.repeat(2_000)]) {
      const answer = await ann.get('/v1/stream', { headers: { 'Last-Event-ID': id } });
      expect([id.slice(0, 30), answer.status, answer.body.code]).toEqual([id.slice(0, 30), 422, 'INVALID_INPUT']);
    }
  });
});
