import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { EndpointsError, findEndpoints, removeEndpoints, writeEndpoints } from './endpoints.js';
import { IN_PLAIN_TEXT } from './kafka-config.js';
import { makeLogin, passwordOf } from './kafka-login.js';

describe('endpoints', () => {
  const home = mkdtempSync(join(tmpdir(), 'endpoints-'));
  const { kafka } = readConfig({});
  const nothingGiven = { home, databaseUrl: undefined, brokers: undefined, kafka };
  const running = {
    databaseUrl: 'postgres://own@127.0.0.1:20001/x',
    brokers: ['127.0.0.1:20002'],
    api: 'http://127.0.0.1:6161',
  };

  afterAll(() => rmSync(home, { recursive: true }));
  afterEach(() => removeEndpoints(home));

  it('are those of a running start', () => {
    writeEndpoints(home, running);
    expect(findEndpoints(nothingGiven)).toEqual({ ...running, security: IN_PLAIN_TEXT });
    expect(statSync(join(home, 'endpoints.json')).mode & 0o077).toBe(0);
  });

  it('bring the user of its Kafka along, and not the password', () => {
    const login = makeLogin(join(home, 'kafka-password'));
    writeEndpoints(home, { ...running, kafka: login });
    const { sasl } = findEndpoints(nothingGiven).security;
    if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('A password was expected.');
    expect([sasl.username, sasl.password()]).toEqual(['scopewatch', passwordOf(login)]);
    expect(passwordOf(login)).toHaveLength(32);
    expect(readFileSync(join(home, 'endpoints.json'), 'utf8')).not.toContain(passwordOf(login));
    expect(statSync(login.passwordFile).mode & 0o077).toBe(0);
    expect(findEndpoints({ ...nothingGiven, brokers: ['own:9092'] }).security).toEqual(IN_PLAIN_TEXT);
  });

  it('are those of the environment before that, each by itself', () => {
    writeEndpoints(home, running);
    expect(findEndpoints({ ...nothingGiven, brokers: ['own:9092'] })).toEqual({
      ...running,
      brokers: ['own:9092'],
      security: kafka.security,
    });
  });

  it('are nowhere: that is said, with the exit code for a part that is not reachable', () => {
    expect(() => findEndpoints(nothingGiven)).toThrow(EndpointsError);
    expect(new EndpointsError('').exitCode).toBe(3);
  });
});
