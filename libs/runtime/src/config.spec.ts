import { generateKey } from '#proof';
import { join } from 'node:path';
import { checkout } from './checkout.js';
import { ConfigError, readConfig } from './config.js';
import { LOCAL_METRICS } from './metrics-access.js';
import { settings, settingsTable } from './settings.js';

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      home: join(checkout, '.scopewatch'),
      host: '127.0.0.1',
      ports: { api: 6161, monitor: 6162, notifier: 6163 },
      databaseUrl: undefined,
      brokers: undefined,
      partitions: 6,
      policyPath: join(checkout, 'policy', 'mica-61.json'),
      maxMessageBytes: 20 * 1024 * 1024,
      parts: 'auto',
    });
  });

  it('takes addresses of your own', () => {
    const config = readConfig({
      DATABASE_URL: 'postgresql://me:secret@db.example/scopewatch',
      KAFKA_BROKERS: 'one:9092, two:9092,[::1]:9092',
    });
    expect(config.databaseUrl).toBe('postgresql://me:secret@db.example/scopewatch');
    expect(config.brokers).toEqual(['one:9092', 'two:9092', '[::1]:9092']);
  });

  it('takes an empty value for an unset one', () => {
    expect(readConfig({ SCOPEWATCH_PORT: '', KAFKA_BROKERS: ' ' })).toEqual(readConfig({}));
  });

  it('tells everything that is wrong at once', () => {
    const problems = problemsOf({
      SCOPEWATCH_PORT: '99999',
      SCOPEWATCH_PARTITIONS: 'six',
      SCOPEWATCH_LOG_LEVEL: 'loud',
      SCOPEWATCH_TOPIC_ALERTS: 'scope alerts',
      KAFKA_BROKERS: 'localhost',
      DATABASE_URL: 'mysql://me@host/db',
    });
    expect(problems).toEqual([
      'SCOPEWATCH_PORT must be a whole number from 1 to 65535, and is "99999".',
      'DATABASE_URL must be an address such as postgres://user:password@host:5432/database.',
      'KAFKA_BROKERS must be host:port, or several separated by commas, and is "localhost".',
      'SCOPEWATCH_TOPIC_ALERTS must be letters, digits, dot, underscore and hyphen, at most 249 of them, and is "scope alerts".',
      'SCOPEWATCH_PARTITIONS must be a whole number from 1 to 1000, and is "six".',
      'SCOPEWATCH_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, and is "loud".',
    ]);
  });

  it('takes an identity provider, sends people back to the api, and lets no secret go by plain http', () => {
    const given = { SCOPEWATCH_OIDC_ISSUER: 'https://id.example', SCOPEWATCH_OIDC_CLIENT_ID: 'scopewatch' };
    expect(readConfig({}).oidc).toBeUndefined();
    expect(readConfig({ ...given, SCOPEWATCH_PORT: '7000' }).oidc).toMatchObject({
      clientSecret: undefined,
      redirectUrl: new URL('http://127.0.0.1:7000/auth/oidc/callback'),
      rolesClaim: 'roles',
    });
    expect(problemsOf({ ...given, SCOPEWATCH_OIDC_ISSUER: 'http://127.0.0.1:9000' })).toEqual([]);
    expect(problemsOf({ ...given, SCOPEWATCH_OIDC_ISSUER: 'http://id.example' }).join()).toMatch(/must be an https/);
    expect(problemsOf({ SCOPEWATCH_OIDC_ISSUER: 'https://id.example' }).join()).toMatch(/needs .*CLIENT_ID/);
    expect(problemsOf({ ...given, SCOPEWATCH_OIDC_REDIRECT_URL: 'https://me.example/in' }).join()).toMatch(/callback/);
  });

  it('reads how people are told, and says what is wrong with it', () => {
    expect(readConfig({}).notify).toMatchObject({
      groupWaitMs: 10_000,
      repeatMs: 86_400_000,
      smtp: undefined,
      allowPrivate: { all: false, hosts: [], ranges: [] },
      publicUrl: 'http://127.0.0.1:6161',
    });
    const allowed = readConfig({ SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: 'hooks.internal, 10.1.0.0/16,::1' }).notify;
    expect(allowed.allowPrivate).toEqual({
      all: false,
      hosts: ['hooks.internal'],
      ranges: [
        { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
        { address: '::1', prefix: 128, family: 'ipv6' },
      ],
    });
    const problems = problemsOf({
      SCOPEWATCH_NOTIFY_RETRY_SECONDS: '5,soon',
      SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: '10.0.0.0/40',
      SCOPEWATCH_SMTP_URL: 'smtp://me:secret@mail.example',
      SCOPEWATCH_PUBLIC_URL: 'scopewatch.example',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SCOPEWATCH_PUBLIC_URL',
      'SCOPEWATCH_NOTIFY_RETRY_SECONDS',
      'SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE',
      'SCOPEWATCH_SMTP_URL',
    ]);
    expect(problems.join()).not.toContain('secret');
  });

  it('reads who may read the metrics, and repeats no token', () => {
    const token = 'a-token-of-the-scraper';
    // Where nothing is said nobody from elsewhere reads them; a token alone is enough.
    expect(readConfig({}).metrics).toEqual(LOCAL_METRICS);
    expect(readConfig({ SCOPEWATCH_METRICS_TOKEN: token }).metrics).toEqual({ from: null, token });
    expect(
      readConfig({ SCOPEWATCH_METRICS_FROM: '10.1.0.0/16, ::1', SCOPEWATCH_METRICS_TOKEN: token }).metrics,
    ).toEqual({
      from: [
        { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
        { address: '::1', prefix: 128, family: 'ipv6' },
      ],
      token,
    });
    const problems = problemsOf({ SCOPEWATCH_METRICS_FROM: 'scraper.internal', SCOPEWATCH_METRICS_TOKEN: 'short' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SCOPEWATCH_METRICS_TOKEN',
      'SCOPEWATCH_METRICS_FROM',
    ]);
    expect(problems.join()).not.toContain('"short"');
  });

  it('takes keys that sign the log, several of them too, and never repeats one', () => {
    const [one, other] = [generateKey('log.example'), generateKey('log.example')];
    const config = readConfig({ SCOPEWATCH_SIGNING_KEY: `${one.signer} ${other.signer}` });
    expect(config.checkpoints.signers?.()).toHaveLength(2);
    const broken = one.signer.replace(/.$/, '');
    const [said = ''] = problemsOf({ SCOPEWATCH_SIGNING_KEY: broken });
    expect(said).toMatch(/SCOPEWATCH_SIGNING_KEY holds no key that can sign/);
    expect(said).not.toContain(broken.slice(20));
  });

  it('takes witnesses as pairs of a key and an address, and an authority for time stamps', () => {
    const key = 'witness.example+c4d1ae3f+BNQwGSFN7SUlS3pqhZEWwkk6fPnfXaONrAcDL2u1YWkM';
    const [said = ''] = problemsOf({ SCOPEWATCH_WITNESSES: `${key} ftp://witness.example` });
    expect(said).toMatch(/^SCOPEWATCH_WITNESSES must be pairs of a verifier key and an address: /);
    const logKey = generateKey('log.example').verifier;
    expect(problemsOf({ SCOPEWATCH_WITNESSES: `${logKey} https://w.example` }).join()).toContain('is that of a log');
    expect(problemsOf({ SCOPEWATCH_TSA_URL: 'tsa.example' }).join()).toContain('must be an http or https address');
    const { outside } = readConfig({ SCOPEWATCH_TSA_URL: 'http://tsa.example/tsr', SCOPEWATCH_TSA_MINUTES: '5' });
    expect(outside).toMatchObject({ witnesses: [], authority: { url: 'http://tsa.example/tsr', minutes: 5 } });
  });

  it('keeps a password out of the message', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres:/me:secret@host' }).join()).not.toContain('secret');
  });

  it.each([
    [{ SCOPEWATCH_MONITOR_PORT: '6161' }, /three different ports/],
    [{ SCOPEWATCH_TOPIC_ALERTS: 'account-events' }, /six different topics/],
    [{ SCOPEWATCH_PARTS: 'env' }, /needs DATABASE_URL and KAFKA_BROKERS/],
  ])('refuses what contradicts itself: %j', (env, expected) => {
    expect(problemsOf(env).join()).toMatch(expected);
  });

  it('has a row in the table for every setting, and every default is accepted', () => {
    const rows = settingsTable().split('\n').slice(2);
    expect(rows).toHaveLength(Object.keys(settings).length);
    const defaults = Object.values(settings).flatMap(({ name, default: value }) =>
      value === null ? [] : [[name, value]],
    );
    expect(readConfig(Object.fromEntries(defaults))).toEqual(readConfig({}));
  });
});
