import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EndpointsError, findEndpoints, removeEndpoints, writeEndpoints } from './endpoints.js';

describe('endpoints', () => {
  const home = mkdtempSync(join(tmpdir(), 'endpoints-'));
  const nothingGiven = { home, databaseUrl: undefined, brokers: undefined };
  const running = {
    databaseUrl: 'postgres://own@127.0.0.1:20001/x',
    brokers: ['127.0.0.1:20002'],
    api: 'http://127.0.0.1:6161',
  };

  afterAll(() => rmSync(home, { recursive: true }));
  afterEach(() => removeEndpoints(home));

  it('are those of a running start', () => {
    writeEndpoints(home, running);
    expect(findEndpoints(nothingGiven)).toEqual(running);
    expect(statSync(join(home, 'endpoints.json')).mode & 0o077).toBe(0);
  });

  it('are those of the environment before that, each by itself', () => {
    writeEndpoints(home, running);
    expect(findEndpoints({ ...nothingGiven, brokers: ['own:9092'] })).toEqual({ ...running, brokers: ['own:9092'] });
  });

  it('are nowhere: that is said, with the exit code for a part that is not reachable', () => {
    expect(() => findEndpoints(nothingGiven)).toThrow(EndpointsError);
    expect(new EndpointsError('').exitCode).toBe(3);
  });
});
