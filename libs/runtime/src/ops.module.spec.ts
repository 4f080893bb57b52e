import { Test } from '@nestjs/testing';
import type { INestApplication } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { createMetrics } from './metrics.js';
import { readAddressRange } from './address-range.js';
import { LOCAL_METRICS, metricsGuard, type MetricsConfig } from './metrics-access.js';
import { OpsModule, type Check } from './ops.module.js';

describe('the ops endpoints', () => {
  let app: INestApplication;
  let checks: () => Promise<Check[]>;
  let url: string;

  beforeAll(async () => {
    const ops = OpsModule.register({ registry: createMetrics('monitor'), checks: () => checks() });
    app = (await Test.createTestingModule({ imports: [ops] }).compile()).createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  });
  afterAll(() => app.close());

  const get = async (path: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, text: await response.text() };
  };

  it('say that the process is alive, whatever the checks say', async () => {
    checks = () => Promise.reject(new Error('down'));
    expect(await get('/health/live')).toEqual({ status: 200, text: '{"live":true}' });
  });

  it('say that it is ready when every check is well', async () => {
    checks = () => Promise.resolve([{ name: 'database', ok: true }]);
    expect(await get('/health/ready')).toEqual({
      status: 200,
      text: '{"ready":true,"degraded":false,"checks":[{"name":"database","ok":true}]}',
    });
  });

  it('say that it is ready, and degraded, without what it can do without', async () => {
    checks = () =>
      Promise.resolve([
        { name: 'database', ok: true },
        { name: 'kafka', ok: false, optional: true },
      ]);
    const { status, text } = await get('/health/ready');
    expect([status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ ready: true, degraded: true })]);
    checks = () =>
      Promise.resolve([
        { name: 'database', ok: false },
        { name: 'kafka', ok: false, optional: true },
      ]);
    const without = await get('/health/ready');
    expect([without.status, JSON.parse(without.text)]).toEqual([
      503,
      expect.objectContaining({ ready: false, degraded: false }),
    ]);
  });

  it('say which check fails', async () => {
    checks = () => Promise.resolve([{ name: 'kafka', ok: false, detail: 'no broker' }]);
    expect(await get('/health/ready')).toEqual({
      status: 503,
      text: '{"ready":false,"degraded":false,"checks":[{"name":"kafka","ok":false,"detail":"no broker"}]}',
    });
  });

  it('say so when the checks themselves fail', async () => {
    checks = () => Promise.reject(new Error('pool is closed'));
    const { status, text } = await get('/health/ready');
    expect([status, text]).toEqual([503, expect.stringContaining('pool is closed')]);
  });

  it('keep the metrics to an address, to who has the token, or to both', async () => {
    const token = 'a-token-of-the-scraper';
    const near = [{ address: '127.0.0.0', prefix: 8, family: 'ipv4' }] as const;
    const far = [{ address: '10.1.0.0', prefix: 16, family: 'ipv4' }] as const;
    const asked = async (access: MetricsConfig, authorization = '', more: [string, string][] = []): Promise<number> => {
      const ops = OpsModule.register({ registry: createMetrics('monitor'), checks: () => Promise.resolve([]), access });
      const kept = (await Test.createTestingModule({ imports: [ops] }).compile()).createNestApplication({
        logger: false,
      });
      await kept.listen(0, '127.0.0.1');
      try {
        const { port } = (kept.getHttpServer() as { address(): AddressInfo }).address();
        const headers = new Headers(more);
        if (authorization !== '') headers.set('Authorization', authorization);
        expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
        return (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).status;
      } finally {
        await kept.close();
      }
    };
    expect(await asked({ from: near, token: null })).toBe(200);
    expect(await asked({ from: far, token: null })).toBe(403);
    expect(await asked({ from: null, token })).toBe(401);
    expect(await asked({ from: null, token }, `Bearer ${token}x`)).toBe(401);
    expect(await asked({ from: null, token }, `Bearer ${token}`)).toBe(200);
    expect(await asked({ from: far, token }, `Bearer ${token}`)).toBe(403);
    expect(await asked({ from: near, token }, `Bearer ${token}`)).toBe(200);
    // By a proxy on the same machine, for whomever.
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP']) {
      expect([name, await asked(LOCAL_METRICS, '', [[name, '203.0.113.7']])]).toEqual([name, 403]);
      expect(await asked({ from: near, token: null }, '', [[name, '203.0.113.7']])).toBe(200);
    }
    expect(await asked(LOCAL_METRICS)).toBe(200);
  });

  it.each([
    ['127.0.0.1', null],
    ['::ffff:127.0.0.1', null],
    ['127.8.9.1', null],
    ['::1', null],
    ['10.1.2.3', 'ADDRESS'],
    ['::ffff:10.1.2.3', 'ADDRESS'],
    ['fe80::1', 'ADDRESS'],
    [undefined, 'ADDRESS'],
  ])('keep the metrics to the same machine where nothing is set: %s', (ip, refusal) => {
    expect(metricsGuard(LOCAL_METRICS)({ ip, headers: {} })).toBe(refusal);
  });

  it('open the metrics to all where that is set', () => {
    const all = ['0.0.0.0/0', '::/0'].map((text) => readAddressRange(text));
    const guard = metricsGuard({ from: all.filter((range) => range !== null), token: null });
    for (const ip of ['203.0.113.7', '2001:db8::1', '::ffff:10.1.2.3']) expect(guard({ ip, headers: {} })).toBeNull();
  });

  it('give the metrics in Prometheus text', async () => {
    const { status, text } = await get('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('process_cpu_seconds_total{app="monitor"}');
  });
});
