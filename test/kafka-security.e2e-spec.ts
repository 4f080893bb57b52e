import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CLUSTER_DEFAULT,
  createProducer,
  ensureTopics,
  KafkaFault,
  lookAtTopic,
  reachKafka,
  readTopic,
  topicOffsets,
  type Cluster,
} from '#kafka';
import { COMPRESSIONS, readConfig } from '#runtime';
import { scopewatch } from './support/child';
import { onboarded } from './support/events';
import { PASSWORD, SECRET, SecureKafka } from './support/secure-kafka';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** How long the brokers believe who we are. */
const SESSION_MS = 6_000;

/** The settings of a user, as every process and command reads them. */
function clusterBy(settings: Readonly<Record<string, string>>): Cluster {
  const { brokers, kafka } = readConfig(settings);
  return { brokers: brokers ?? [], security: kafka.security };
}

async function valuesOf(cluster: Cluster, topic: string): Promise<string[]> {
  const values: string[] = [];
  for await (const records of readTopic({ ...cluster, topic }))
    values.push(...records.map(({ value }) => String(value)));
  return values;
}

describe('a Kafka as firms run it', () => {
  let kafka: SecureKafka;
  beforeAll(async () => {
    kafka = await SecureKafka.start({ reauthenticateMs: SESSION_MS, tokenSeconds: 60 });
  });
  afterAll(() => kafka?.stop());

  const WAYS = ['SSL', 'mutual TLS', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const;

  it.each(WAYS)('is met by %s, and takes and gives every codec', async (way) => {
    const cluster = clusterBy(kafka.ways[way]);
    const topic = `way-${WAYS.indexOf(way)}`;
    // As many copies as the cluster is set up for.
    await ensureTopics({ ...cluster, topics: [{ topic, partitions: 1 }], replicationFactor: CLUSTER_DEFAULT });
    for (const compression of COMPRESSIONS) {
      const producer = createProducer({ ...cluster, compression, clientId: 'spec', log: quiet });
      await producer.send(topic, [
        { key: 'k', value: compression },
        { key: 'k', value: 'x'.repeat(100_000) },
      ]);
      await producer.disconnect();
    }
    // Which topic it is, is asked on connections of the same kind.
    const looked = await lookAtTopic({ ...cluster, topic, from: { kind: 'BEGINNING' } });
    expect(looked?.found.topicId).toHaveLength(22);
    const values = await valuesOf(cluster, topic);
    expect(values.filter((value) => value.length < 10)).toEqual([...COMPRESSIONS]);
    expect(values.filter((value) => value === 'x'.repeat(100_000))).toHaveLength(COMPRESSIONS.length);
  });

  it('that does not let us in says why in one sentence that says what to do, and no secret', async () => {
    const { SSL, PLAIN, OAUTHBEARER, 'mutual TLS': mutual } = kafka.ways;
    const { KAFKA_SSL_CA: _, ...withoutCa } = SSL;
    const open = { KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT' };
    const wrong: [what: string, settings: Readonly<Record<string, string>>, sentence: RegExp][] = [
      ['no authority', withoutCa, /vouches for the certificate .* set KAFKA_SSL_CA/],
      ['another name', { ...SSL, KAFKA_SSL_SERVERNAME: 'kafka.example' }, /for another name; .* KAFKA_SSL_SERVERNAME/],
      ['an expired certificate', { ...SSL, KAFKA_BROKERS: kafka.broker('EXPIRED') }, /has expired .* must be renewed/],
      [
        'no certificate of ours',
        { ...SSL, KAFKA_BROKERS: mutual['KAFKA_BROKERS'] ?? '' },
        /set KAFKA_SSL_CERT and KAFKA_SSL_KEY/,
      ],
      ['TLS met in plain text', { ...open, KAFKA_BROKERS: kafka.broker('TLS') }, /speaks TLS, .* set it to SSL/],
      [
        'plain text met with TLS',
        { ...SSL, KAFKA_BROKERS: kafka.broker('OPEN') },
        /as a plain-text listener does; .* set KAFKA_SECURITY_PROTOCOL to PLAINTEXT/,
      ],
      [
        'a wrong password',
        { ...without(PLAIN, 'KAFKA_SASL_PASSWORD_FILE'), KAFKA_SASL_PASSWORD: 'wrong-one' },
        /refuses app by PLAIN; check KAFKA_SASL_USERNAME/,
      ],
      [
        'a wrong password by SCRAM',
        { ...without(kafka.ways['SCRAM-SHA-512'], 'KAFKA_SASL_PASSWORD_FILE'), KAFKA_SASL_PASSWORD: 'wrong-one' },
        /refuses app by SCRAM-SHA-512; check/,
      ],
      [
        'a mechanism that is not offered',
        {
          ...without(PLAIN, 'KAFKA_SSL_CA'),
          KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
          KAFKA_BROKERS: kafka.broker('SASLOPEN'),
        },
        /doesn't offer the mechanism PLAIN; set KAFKA_SASL_MECHANISM/,
      ],
      [
        'SASL where there is none',
        { ...PLAIN, KAFKA_BROKERS: kafka.broker('TLS') },
        /takes no SASL; set KAFKA_SECURITY_PROTOCOL to SSL/,
      ],
      [
        'no SASL where there is',
        { ...open, KAFKA_BROKERS: kafka.broker('SASLOPEN') },
        /set KAFKA_SECURITY_PROTOCOL to SASL_PLAINTEXT/,
      ],
      [
        'a wrong secret',
        { ...OAUTHBEARER, KAFKA_SASL_OAUTH_CLIENT_SECRET: 'wrong-one' },
        /gave no token .*KAFKA_SASL_OAUTH_CLIENT_SECRET/,
      ],
      ['nobody there', { ...open, KAFKA_BROKERS: 'localhost:1' }, /not reachable .*ECONNREFUSED.*check KAFKA_BROKERS/],
    ];
    const said = await Promise.all(wrong.map(([, settings]) => reachKafka(clusterBy(settings), 20_000)));
    for (const [i, [what, , sentence]] of wrong.entries()) {
      expect([what, said[i]?.detail]).toEqual([what, expect.stringMatching(sentence)]);
      expect(said[i]?.detail).toMatch(/^[^\n]*\.$/);
      for (const secret of [PASSWORD, SECRET, 'wrong-one']) expect(said[i]?.detail).not.toContain(secret);
    }
  });

  it('a key with another password is told before anything is tried', () => {
    const settings = { ...kafka.ways['mutual TLS'], KAFKA_SSL_KEY_PASSWORD: 'another' };
    expect(() => createProducer({ ...clusterBy(settings), clientId: 'spec', log: quiet })).not.toThrow();
    return expect(topicOffsets({ ...clusterBy(settings), topic: 'any' })).rejects.toThrow(
      /KAFKA_SSL_KEY_PASSWORD can't be used together/,
    );
  });

  it('ends a command with exit code 3 and that sentence alone', async () => {
    const settings = { ...kafka.ways.PLAIN, KAFKA_SASL_PASSWORD_FILE: '', KAFKA_SASL_PASSWORD: 'wrong-one' };
    const file = join(kafka.home, 'one.ndjson');
    writeFileSync(file, JSON.stringify(onboarded('a')));
    const { code, stdout, stderr } = await scopewatch(['produce', file], {
      ...settings,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^Kafka at localhost:\d+ refuses app by PLAIN; [^\n]*\.\n$/);
  });

  it('names the topic that somebody may not use', async () => {
    const open = clusterBy({ KAFKA_BROKERS: kafka.broker('OPEN') });
    await ensureTopics({ ...open, topics: [{ topic: 'not-for-all', partitions: 1 }], replicationFactor: 1 });
    const limited = clusterBy({ ...kafka.ways['SCRAM-SHA-256'], KAFKA_SASL_USERNAME: 'limited' });
    const refusal = /doesn't let limited use the topic not-for-all; grant Describe, Read/;
    await expect(topicOffsets({ ...limited, topic: 'not-for-all' })).rejects.toThrow(refusal);
    const from = { kind: 'BEGINNING' } as const;
    await expect(lookAtTopic({ ...limited, topic: 'not-for-all', from })).rejects.toThrow(refusal);
    await expect(valuesOf(limited, 'not-for-all')).rejects.toThrow(KafkaFault);
    const producer = createProducer({ ...limited, idempotent: false, clientId: 'spec', log: quiet });
    await expect(producer.send('not-for-all', [{ key: 'k', value: 'v' }])).rejects.toThrow(refusal);
    await producer.disconnect();
  });
});

function without(settings: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const { [name]: _, ...rest } = settings;
  return rest;
}
