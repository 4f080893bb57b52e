import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '#contract';
import { Random } from '../apps/cli/src/demonstration/random';
import type { Child } from './support/child';
import { clientIds, customers, exchangeOf, custodyOf, promoted, used } from './support/events';
import { Pipeline } from './support/pipeline';
import { ResidentMemory } from './support/resident-memory';
import { expectVerified } from './support/verified';

const MINUTES = Number(process.env['SCOPEWATCH_SOAK_MINUTES'] ?? 2);
const SEED = Number(process.env['SCOPEWATCH_SOAK_SEED'] ?? Date.now() % 1_000_000);
const FAULT_EVERY_MS = 15_000;
const STANDS_STILL_MS = 4_000;
const TICK_MS = 250;
const SETTLE_MS = 600_000;
const DAY_MS = 86_400_000;
const IDS = clientIds('s', 1_000);
/** What is measured first, to be halved. */
const BURST = 15_000;
/** How much more a process may hold in the end than in the middle: what leaks in minutes leaks in days. */
const GROWTH_MAX = 1.25;

describe(`under half of what it can take, with faults (SCOPEWATCH_SOAK_SEED=${SEED})`, () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await Pipeline.open('soak', { batch: 2_000 });
  });
  afterAll(() => pipeline.close());

  it(
    `holds no more memory after ${MINUTES} minutes than in the middle, has nothing left to do and nothing wrong`,
    async () => {
      const random = new Random(SEED);
      const kept = await pipeline.startMonitor();
      const others: Child[] = [await pipeline.startMonitor(), await pipeline.startNotifier()];
      const { api } = await pipeline.startApi();
      await pipeline.send(customers(IDS));
      await pipeline.settled(SETTLE_MS);
      const rate = await halfOfWhatItTakes(random);
      const watched = { monitor: new ResidentMemory(kept.pid), api: new ResidentMemory(api.pid) };

      let on = true;
      const faults = (async () => {
        for (let n = 0; on; n += 1) {
          await sleep(FAULT_EVERY_MS);
          await FAULTS[n % FAULTS.length]?.(others, kept);
        }
      })();
      const sent = await sendFor(MINUTES * 60_000, rate, random);
      on = false;
      await faults;
      for (const memory of Object.values(watched)) memory.end();
      await expectVerified(pipeline, SETTLE_MS);

      const grown = Object.entries(watched).map(([name, memory]) => {
        const [middle, end] = [memory.median(0.4, 0.6), memory.median(0.8, 1)];
        const says = `${name}: ${middle.toFixed(0)} MB in the middle, ${end.toFixed(0)} at the end, ${memory.slope().toFixed(1)} MB a minute`;
        return { says, times: end / middle };
      });
      process.stderr.write(
        `soak: ${sent} events at ${rate.toFixed(0)}/s; ${grown.map(({ says }) => says).join('; ')}\n`,
      );
      for (const { times } of grown) expect(times).toBeLessThan(GROWTH_MAX);
    },
    DAY_MS,
  );

  type Fault = (others: Child[], kept: Child) => Promise<unknown>;
  const killed =
    (index: number, again: () => Promise<Child>): Fault =>
    async (others) => {
      await others[index]?.end('SIGKILL');
      others[index] = await again();
    };
  const FAULTS: readonly Fault[] = [
    killed(0, () => pipeline.startMonitor()),
    killed(1, () => pipeline.startNotifier()),
    async (_, kept) => {
      kept.signal('SIGSTOP');
      await sleep(STANDS_STILL_MS);
      kept.signal('SIGCONT');
    },
    () =>
      pipeline.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name LIKE 'scopewatch-%' AND pid <> pg_backend_pid()
            AND application_name NOT LIKE 'scopewatch-test%'`,
      ),
  ];

  let told = 0;
  /** Most of it in scope; one in fifty is marketing of something else. */
  const acts = (count: number, random: Random): CloudEvent[] =>
    Array.from({ length: count }, () => {
      const id = random.pick(IDS);
      told += 1;
      return random.chance(0.02)
        ? promoted(id, 1_000 + told, exchangeOf('ETH'), `mail-${told}`)
        : used(id, 1_000 + told, custodyOf('BTC'), `use-${told}`);
    });

  /** @returns events a second */
  const halfOfWhatItTakes = async (random: Random): Promise<number> => {
    const startedAt = performance.now();
    await pipeline.send(acts(BURST, random));
    await pipeline.settled(SETTLE_MS);
    return BURST / ((performance.now() - startedAt) / 1_000) / 2;
  };

  /** @returns how many were sent */
  const sendFor = async (ms: number, rate: number, random: Random): Promise<number> => {
    const startedAt = performance.now();
    let sent = 0;
    for (let at = 0; at < ms; at = performance.now() - startedAt) {
      const due = Math.floor((at * rate) / 1_000) - sent;
      if (due > 0) await pipeline.send(acts(due, random));
      sent += Math.max(0, due);
      await sleep(TICK_MS);
    }
    return sent;
  };
});
