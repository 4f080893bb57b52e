import { structured, TYPE_PREFIX, type CloudEvent } from '#contract';
import { custodyOf, exchangeOf, joined, onboarded, promoted, requested } from './support/events';
import type { Child } from './support/child';
import { monitorBefore } from './support/older-monitor';
import { Pipeline } from './support/pipeline';
import { expectVerified } from './support/verified';

const MIB = 1024 * 1024;

const json = (event: CloudEvent, more: object = {}): Buffer => Buffer.from(JSON.stringify({ ...event, ...more }));

describe('what can not be taken', () => {
  let pipeline: Pipeline;
  let monitor: Child;
  beforeAll(async () => {
    // One partition a topic: whatever blocked it would block everything.
    pipeline = await Pipeline.open('poison', { partitions: 1 });
    [monitor] = await Promise.all([
      pipeline.startMonitor({}, monitorBefore('segment.changed.v1')),
      pipeline.startNotifier(),
    ]);
  });
  afterAll(() => pipeline.close());

  /** Reasons by key, on the topic and in the table; the two must agree. */
  const rejections = async (): Promise<[string | null, unknown][]> => {
    const sent = await pipeline.sent('rejections');
    const stored = await pipeline.database.query<{ id: string; reason: string }>(
      'SELECT rejection_id AS id, reason FROM rejection ORDER BY kafka_offset',
    );
    const asSent = sent.map(({ id, data }) => ({ id, reason: data['reason'] }));
    expect(asSent).toEqual(stored.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })));
    return sent.map(({ key, data }) => [key, data['reason']]);
  };

  it('is rejected with its reason, and holds up nothing that comes after it', async () => {
    const { headers } = structured({});
    const data = onboarded('x').data as object;
    const unknownType = { ...onboarded('x'), type: `${TYPE_PREFIX}client.vanished.v1` };
    const poison: [key: string, value: Buffer | null, reason: string][] = [
      ['not-json', Buffer.from('{"specversion": "1.0",'), 'NOT_JSON'],
      ['not-utf8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'NOT_JSON'],
      ['tombstone', null, 'NOT_JSON'],
      ['empty', Buffer.alloc(0), 'NOT_JSON'],
      ['an-array', Buffer.from('[1, 2]'), 'NOT_CLOUDEVENT'],
      ['no-id', json({ ...onboarded('x'), id: '' }), 'NOT_CLOUDEVENT'],
      ['unknown-type', json(unknownType), 'UNKNOWN_TYPE'],
      ['no-data', json(onboarded('x'), { data: undefined }), 'SCHEMA_VIOLATION'],
      ['nul-in-id', json(onboarded('x'), { data: { ...data, clientId: 'x\u0000' } }), 'SCHEMA_VIOLATION'],
      ['half-a-pair', json(onboarded('x'), { data: { ...data, clientId: '\ud800' } }), 'SCHEMA_VIOLATION'],
      ['ten-mb-of-noise', Buffer.alloc(10 * MIB, 'x'), 'NOT_JSON'],
      ['seventeen-mb', Buffer.alloc(17 * MIB, ' '), 'TOO_LARGE'],
    ];
    for (const [key, value] of poison) await pipeline.sendRaw(pipeline.topics.account, [{ key, value, headers }]);
    await pipeline.sendInTurn([
      onboarded('after'),
      requested('after', 10, custodyOf('BTC')),
      promoted('after', 50_000, exchangeOf('ETH')),
    ]);
    await expectVerified(pipeline);
    expect(await rejections()).toEqual(poison.map(([key, , reason]) => [key, reason]));
    const alerts = await pipeline.sent('alerts');
    expect(alerts.map(({ key, data }) => [key, data['verdict']])).toEqual([['after', 'BREACH_61_2']]);
  });

  it('does not include a large event, nor one under the key of somebody else', async () => {
    const before = await rejections();
    const [long, other] = [onboarded('long'), onboarded('other')];
    const { headers } = structured({});
    await pipeline.sendRaw(pipeline.topics.account, [
      { key: 'long', value: json(long, { data: { ...(long.data as object), note: 'x'.repeat(10 * MIB) } }), headers },
      { key: 'somebody-else', value: json(other), headers },
      { key: null, value: json(requested('other', 10, custodyOf('BTC'))), headers },
    ]);
    await pipeline.send([promoted('other', 50_000, exchangeOf('ETH'))]);
    await expectVerified(pipeline);
    expect(await rejections()).toEqual(before);
    const alerts = await pipeline.sent('alerts');
    expect(alerts.map(({ key }) => key)).toContain('other');
  });

  it('is taken when it is re-driven after a fix, once', async () => {
    await pipeline.send([joined('after', 20, 'S'), joined('other', 20, 'S')]);
    await pipeline.settled();
    const refused = (await pipeline.sent('rejections')).slice(-2);
    expect(refused.map(({ key, data }) => [key, data['reason']])).toEqual([
      ['after', 'UNKNOWN_TYPE'],
      ['other', 'UNKNOWN_TYPE'],
    ]);
    await monitor.end('SIGTERM');
    await pipeline.startMonitor();
    const [first = '', second = ''] = refused.map(({ data }) => String(data['rejectionId']));
    const one = await pipeline.scopewatch('redrive', '--id', first);
    expect(outcomes(one.stdout)).toEqual([[first, 'ACCEPTED']]);
    const rest = await pipeline.scopewatch('redrive', '--reason', 'UNKNOWN_TYPE');
    expect(outcomes(rest.stdout)).toEqual([
      [expect.any(String), 'REJECTED'],
      [second, 'ACCEPTED'],
    ]);
    await expectVerified(pipeline);
  });
});

const outcomes = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { rejectionId: string; outcome: string })
    .map(({ rejectionId, outcome }) => [rejectionId, outcome]);
