import { CloudEvent, Kafka } from 'cloudevents';
import type { OutgoingMessage } from '#kafka';
import { ALERT_SCHEMAS, type CloudEvent as Event } from '#contract';
import { Ajv } from 'ajv';
import { BTC, ETH, SOURCE, classified, custodyOf, exchangeOf, onboarded, promoted, requested } from './support/events';
import { Pipeline, type Sent } from './support/pipeline';
import { expectVerified } from './support/verified';

const story = (clientId: string): Event[] => [
  classified('BTC', BTC),
  classified('ETH', ETH),
  onboarded(clientId),
  requested(clientId, 10, custodyOf('BTC')),
];

describe('from an event on Kafka to an alert on Kafka', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await Pipeline.open('pipeline');
    await pipeline.start();
  });
  afterAll(() => pipeline.close());

  const alertsOf = async (clientId: string): Promise<Sent[]> =>
    (await pipeline.sent('alerts')).filter(({ data }) => data['clientId'] === clientId);

  it('raises one for marketing beyond what the client asked for, as the contract says', async () => {
    await pipeline.sendInTurn([...story('ada'), promoted('ada', 50_000, exchangeOf('ETH'), 'mail')]);
    await expectVerified(pipeline);
    const [alert, ...more] = await alertsOf('ada');
    expect(more).toEqual([]);
    expect(alert).toEqual({
      id: expect.stringMatching(/^change-\d+$/) as unknown,
      type: 'io.scopewatch.alert.raised.v1',
      key: 'ada',
      contentType: expect.stringMatching(/^application\/cloudevents\+json/) as unknown,
      data: {
        alertId: expect.stringMatching(/^al-/) as unknown,
        clientId: 'ada',
        entityId: 'ENT-1',
        verdict: 'BREACH_61_2',
        severity: 'critical',
        offer: exchangeOf('ETH'),
        newService: true,
        newAssetType: true,
        act: {
          source: SOURCE,
          id: 'ada-mail',
          type: 'io.scopewatch.marketing.contacted.v1',
          effectiveAt: '2025-07-05T17:20:00.000Z',
        },
        citations: expect.arrayContaining([
          { article: expect.stringContaining('61(2)') as unknown, sourceStatus: expect.any(String) as unknown },
        ]) as unknown,
        policyVersion: expect.any(String) as unknown,
        explanation: expect.stringMatching(/\w+/) as unknown,
        effectiveAt: '2025-07-05T17:20:00.000Z',
        detectedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        status: 'OPEN',
      },
    });
    const isSound = new Ajv({ strict: false, validateFormats: false }).compile(ALERT_SCHEMAS['alert.raised.v1']);
    expect([isSound(alert?.data), isSound.errors]).toEqual([true, null]);
  });

  it('takes what the official SDK makes, in both modes', async () => {
    for (const mode of ['structured', 'binary'] as const) {
      const clientId = `sdk-${mode}`;
      for (const event of [...story(clientId).slice(2), promoted(clientId, 50_000, exchangeOf('ETH'), 'mail')]) {
        const isMarketing = event.type.includes('marketing');
        const topic = isMarketing ? pipeline.topics.marketing : pipeline.topics.account;
        if (isMarketing) await pipeline.settled();
        await pipeline.sendRaw(topic, [madeBySdk(mode, event, clientId)]);
      }
    }
    await expectVerified(pipeline);
    expect((await alertsOf('sdk-structured')).map(({ data }) => data['verdict'])).toEqual(['BREACH_61_2']);
    expect((await alertsOf('sdk-binary')).map(({ data }) => data['verdict'])).toEqual(['BREACH_61_2']);
    expect(await pipeline.sent('rejections')).toEqual([]);
  });

  it('ignores the same event again, and refuses another one under its name', async () => {
    const mail = promoted('bob', 50_000, exchangeOf('ETH'), 'mail');
    await pipeline.sendInTurn([...story('bob'), mail]);
    await pipeline.settled();
    await pipeline.send([mail]);
    await pipeline.send([promoted('bob', 50_000, custodyOf('BTC'), 'mail'), onboarded('bob')]);
    await expectVerified(pipeline);
    expect(await alertsOf('bob')).toHaveLength(1);
    const rejections = await pipeline.sent('rejections');
    expect(rejections.map(({ key, data }) => [key, data['topic'], data['reason']])).toEqual([
      ['bob', pipeline.topics.marketing, 'CONFLICT'],
    ]);
    const stored = await pipeline.database.query('SELECT reason, message FROM rejection');
    expect(stored).toEqual([
      { reason: 'CONFLICT', message: expect.stringContaining('id bob-mail is on file') as unknown },
    ]);
  });

  it('builds the same projections again from the log, and sends nothing by it', async () => {
    const before = await pipeline.sent('alerts');
    const rebuilt = await pipeline.scopewatch('rebuild');
    expect({ code: rebuilt.code, differences: rebuilt.stdout }).toEqual({ code: 0, differences: '' });
    await expectVerified(pipeline);
    expect(await pipeline.sent('alerts')).toEqual(before);
  });

  it('has the checker name whatever was altered since, and what it should be', async () => {
    const altered: [table: string, column: string, to: string][] = [
      ['alert', 'status', `'CLOSED'`],
      ['event', 'value', `value || '\\x20'::bytea`],
    ];
    for (const [table, column, to] of altered) {
      await pipeline.database.query(`UPDATE ${table} SET ${column} = ${to} WHERE client_id = 'ada'`);
      const { code, stdout } = await pipeline.scopewatch('verify');
      const found = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { table?: string });
      expect([table, code, found.some((violation) => violation.table === table)]).toEqual([table, 1, true]);
    }
  });
});

function madeBySdk(mode: 'structured' | 'binary', event: Event, partitionkey: string): OutgoingMessage {
  const { key, value, headers } = Kafka[mode](new CloudEvent({ ...event, partitionkey }));
  const texts = Object.entries(headers).flatMap(([name, text]) => (text === undefined ? [] : [[name, String(text)]]));
  return {
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    headers: Object.fromEntries(texts) as Record<string, string>,
  };
}
