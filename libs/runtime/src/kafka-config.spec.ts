import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from './config.js';
import { IN_PLAIN_TEXT } from './kafka-config.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----';

describe('how Kafka is met', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-config-'));
  const file = join(folder, 'secret');
  afterAll(() => rmSync(folder, { recursive: true }));

  const problemsOf = (env: NodeJS.ProcessEnv): string => {
    try {
      readConfig(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems.join('\n');
      throw error;
    }
    return '';
  };
  const sasl = {
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_SASL_USERNAME: 'me',
  };

  it('is in plain text where nothing is set, with the copies of the cluster and no compression', () => {
    expect(readConfig({}).kafka).toEqual({
      security: IN_PLAIN_TEXT,
      replicationFactor: undefined,
      compression: 'none',
    });
  });

  it('takes PEM as a file or as text, also on one line', () => {
    writeFileSync(file, PEM);
    for (const KAFKA_SSL_CA of [file, PEM, PEM.replaceAll('\n', '\\n')]) {
      const { tls } = readConfig({ KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA }).kafka.security;
      expect(tls?.ca?.()).toBe(PEM);
    }
  });

  it('reads a secret from its file each time', () => {
    writeFileSync(file, 'first\n');
    const { security } = readConfig({ ...sasl, KAFKA_SASL_PASSWORD_FILE: file }).kafka;
    if (security.sasl === undefined || security.sasl.mechanism === 'OAUTHBEARER')
      throw new Error('A password was expected.');
    expect(security.sasl.password()).toBe('first');
    writeFileSync(file, 'renewed\n');
    expect(security.sasl.password()).toBe('renewed');
  });

  it.each<[NodeJS.ProcessEnv, RegExp]>([
    [
      { KAFKA_SECURITY_PROTOCOL: 'TLS' },
      /KAFKA_SECURITY_PROTOCOL must be one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL/,
    ],
    [{ KAFKA_SSL_CA: PEM }, /KAFKA_SSL_CA needs KAFKA_SECURITY_PROTOCOL=SSL or SASL_SSL/],
    [
      { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA: '/nowhere/ca.pem' },
      /KAFKA_SSL_CA names a file \/nowhere\/ca.pem that can't be read \(ENOENT\)/,
    ],
    [{ KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT: PEM }, /KAFKA_SSL_CERT needs KAFKA_SSL_KEY/],
    [{ KAFKA_SASL_USERNAME: 'me' }, /KAFKA_SASL_USERNAME needs KAFKA_SECURITY_PROTOCOL=SASL_SSL/],
    [{ KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' }, /KAFKA_SASL_MECHANISM must be one of PLAIN, SCRAM-SHA-256/],
    [sasl, /KAFKA_SASL_PASSWORD \(or KAFKA_SASL_PASSWORD_FILE\) is missing/],
    [{ ...sasl, KAFKA_SASL_PASSWORD: 'x', KAFKA_SASL_PASSWORD_FILE: '/y' }, /are both set/],
    [
      {
        KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
        KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
        KAFKA_SASL_OAUTH_TOKEN_URL: 'http://id.example',
      },
      /KAFKA_SASL_OAUTH_TOKEN_URL must be an https address/,
    ],
    [{ KAFKA_COMPRESSION: 'brotli' }, /KAFKA_COMPRESSION must be one of none, gzip, snappy, lz4, zstd/],
    [{ KAFKA_REPLICATION_FACTOR: '0' }, /KAFKA_REPLICATION_FACTOR must be a whole number/],
  ])('says what is wrong with %j', (env, problem) => {
    expect(problemsOf(env)).toMatch(problem);
  });

  it.each<NodeJS.ProcessEnv>([
    { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'FOO' },
    { ...sasl, KAFKA_SASL_PASSWORD_FILE: '/nowhere/password' },
    { ...sasl, KAFKA_SASL_PASSWORD_FILE: '/nowhere/password', KAFKA_SASL_PASSWORD: 'hunter2' },
    {
      KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
      KAFKA_SASL_OAUTH_TOKEN_URL: 'https://id.example/token',
      KAFKA_SASL_OAUTH_CLIENT_ID: 'me',
      KAFKA_SASL_OAUTH_CLIENT_SECRET_FILE: '/nowhere/secret',
    },
  ])('says it once where one thing is wrong: %j', (env) => {
    expect(problemsOf(env).split('\n')).toHaveLength(1);
  });

  it('repeats no secret that was put where its file belongs', () => {
    expect(problemsOf({ ...sasl, KAFKA_SASL_PASSWORD_FILE: 'hunter2' })).not.toContain('hunter2');
  });
});
