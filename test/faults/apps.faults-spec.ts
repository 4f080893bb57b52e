import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#devstack';
import type { ApiClient, Body } from '../support/api-client';
import { FaultTable, KILLS } from '../support/killing/fault-table';
import { killAtEach } from '../support/killing/kill-at-each';
import { exchangeOf, promoted, requested, custodyOf } from '../support/events';
import { People } from '../support/people';
import { Pipeline } from '../support/pipeline';
import { life } from '../support/under-load';
import { expectVerified } from '../support/verified';

const HOUR_MS = 3_600_000;
const CLIENTS = 12;
const AGAIN_MS = 200;

describe('a process that is killed between any two of its effects', () => {
  let pipeline: Pipeline;
  const table = new FaultTable('apps');
  beforeEach(async () => {
    pipeline = await Pipeline.open('faults', { batch: 20 });
  });
  afterEach(() => pipeline.close());
  afterAll(() => table.write());

  it(
    'as the monitor under load, loses and doubles nothing',
    async () => {
      const { monitor } = await pipeline.start();
      await monitor.end('SIGTERM');
      const work = (n: number): Promise<void> => pipeline.send(life(`m${n}`, CLIENTS));
      table.note('monitor', 'judges', await killAtEach(pipeline, { app: 'monitor', work, kills: KILLS }));
      await pipeline.startMonitor();
      await expectVerified(pipeline);
    },
    HOUR_MS,
  );

  it(
    'as the notifier under load, tells each change, at most again under the same id',
    async () => {
      await pipeline.startMonitor();
      const work = (n: number): Promise<void> => pipeline.send(life(`n${n}`, CLIENTS));
      table.note('notifier', 'tells', await killAtEach(pipeline, { app: 'notifier', work, kills: KILLS }));
      await pipeline.startNotifier();
      await expectVerified(pipeline);
      const sent = await pipeline.sent('alerts');
      const once = new Map(sent.map((change) => [change.id, JSON.stringify(change)]));
      expect(sent.every((change) => once.get(change.id) === JSON.stringify(change))).toBe(true);
    },
    HOUR_MS,
  );

  it(
    'as the api while people work, carries out each step once, however often it is asked',
    async () => {
      const port = String(await freePort());
      const own = { SCOPEWATCH_PORT: port, SCOPEWATCH_REQUESTS_PER_MINUTE: '1000000' };
      await pipeline.start();
      const { api } = await pipeline.startApi(own);
      const people = await People.open(pipeline.database.appUrl, `http://127.0.0.1:${port}`);
      const ann = await people.signIn('ann', { roles: ['analyst'] });
      const ids = Array.from({ length: CLIENTS }, (_, i) => `w${i}`);
      await pipeline.send(
        ids.flatMap((id) => [requested(id, 10, custodyOf('BTC')), promoted(id, 50, exchangeOf('ETH'))]),
      );
      await pipeline.settled();
      const alerts = await pipeline.database.query<{ id: string }>('SELECT alert_id AS id FROM alert ORDER BY 1');
      await api.end('SIGTERM');

      const asked = new Set<string>();
      /** Asks for all again that was ever asked for, each under a key of its own. @returns what wasn't answered well */
      const ask = async (): Promise<string[]> => {
        const failed: string[] = [];
        for (const text of asked) {
          const alert = alerts[Number(text.split(' ')[1]) % alerts.length];
          const status = await commented(ann, alert?.id ?? '', text);
          if (status !== 200) failed.push(`${text}: ${status}`);
        }
        return failed;
      };
      const work = async (n: number, alive: () => boolean): Promise<void> => {
        for (let i = 0; i < 10; i += 1) asked.add(`comment ${n * 10 + i}`);
        for (; alive(); await sleep(AGAIN_MS)) await ask();
      };
      table.note(
        'api',
        'works on alerts',
        await killAtEach(pipeline, {
          app: 'api',
          environment: own,
          work,
          only: /fact|idem|audit|record|alert|COMMIT/,
          kills: KILLS,
        }),
      );

      await pipeline.startApi(own);
      expect(await ask()).toEqual([]);
      await expectVerified(pipeline);
      const texts = await pipeline.database.query<{ text: string; n: number }>(
        `SELECT substring(body FROM 'comment [0-9]+') AS text, count(*)::int AS n FROM alert_fact
          WHERE body LIKE '%"comment %' GROUP BY 1`,
      );
      expect(new Set(texts.map(({ text }) => text))).toEqual(asked);
      expect(texts.filter(({ n }) => n !== 1)).toEqual([]);
      await people.close();
    },
    HOUR_MS,
  );

  /** @returns the status; 0 where nobody answered */
  const commented = async (person: ApiClient, alertId: string, text: string): Promise<number> => {
    try {
      const headers = { 'Idempotency-Key': text.replace(' ', '-') };
      const { status } = await person.post<Body>(`/v1/alerts/${alertId}/comment`, { text }, { headers });
      return status;
    } catch {
      return 0;
    }
  };
});
