import fc from 'fast-check';
import { readCheckpoint, type Checkpoint, type FollowedFact } from '#log';
import type { Sql } from '#store';
import type { Database } from '../database.js';
import { LiveLog } from './live-log.js';
import type { LogLook } from './log-look.js';

const quiet = { warn: () => undefined } as unknown as ConstructorParameters<typeof LiveLog>[2];

/** A log of batches of one fact each, and whoever asks for it. */
class FakeLog {
  readonly batches: { chain: string; seq: number; block: number }[] = [];
  reads = 0;
  ring: () => void = () => undefined;
  readonly bell = {
    start: (ring: () => void) => (this.ring = ring),
    stop: () => Promise.resolve(),
  } as unknown as LogLook;
  readonly database = {
    read: <T>(question: (sql: Sql) => Promise<T>) => {
      this.reads += 1;
      return question({ query: (text, values = []) => Promise.resolve(this.answer(text, values)) } as Sql);
    },
  } as unknown as Database;

  add(chain: string): void {
    const seq = this.batches.filter((batch) => batch.chain === chain).length + 1;
    this.batches.push({ chain, seq, block: this.batches.length + 1 });
    this.ring();
  }

  head(): Checkpoint {
    return new Map(this.batches.map(({ chain, seq }) => [chain, seq]));
  }

  private answer<R>(text: string, values: readonly unknown[]): R[] {
    if (text.startsWith('SELECT chain, seq FROM chain_head'))
      return [...this.head()].map(([chain, seq]) => ({ chain, seq }) as R);
    if (text.includes('FROM unnest')) return this.facts(values[0] as number[]) as R[];
    const [since, upTo] = values.map((value) => JSON.parse(String(value)) as Record<string, number> | null);
    return this.batches
      .filter(({ chain, seq }) => seq > (since?.[chain] ?? 0) && (upTo == null || seq <= (upTo[chain] ?? 0)))
      .map((batch) => ({ ...batch, facts: 1 }) as R);
  }

  private facts(blocks: readonly number[]): Partial<FollowedFact>[] {
    return this.batches
      .filter(({ block }) => blocks.includes(block))
      .map(({ chain, seq, block }) => ({ chain, seq, position: block }));
  }
}

/** Follows to the end of what it is told. */
class Follower {
  readonly positions: number[] = [];
  place: Checkpoint | null = null;
  private readonly gone = new AbortController();
  private readonly done: Promise<void>;

  constructor(live: LiveLog, from?: Checkpoint) {
    this.done = this.follow(live, from);
  }

  async leave(): Promise<void> {
    this.gone.abort();
    await this.done;
  }

  private async follow(live: LiveLog, from?: Checkpoint): Promise<void> {
    for await (const { facts, id } of live.follow(from, this.gone.signal)) {
      this.positions.push(...facts.map(({ position }) => position));
      this.place = readCheckpoint(id);
    }
  }
}

/** Until all that can go on without anything new has gone on. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 100; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('the live log', () => {
  it('is read as often for a hundred as for one', async () => {
    const readsFor = async (many: number): Promise<number> => {
      const log = new FakeLog();
      const live = new LiveLog(log.database, log.bell, quiet);
      const first = new Follower(live);
      await settled();
      const others = Array.from({ length: many - 1 }, () => new Follower(live));
      await settled();
      for (let i = 0; i < 20; i += 1) {
        log.add(i % 3 === 0 ? 'desk' : 'ingest-0');
        await settled();
      }
      for (const { positions } of [first, ...others]) expect(positions).toEqual(log.batches.map(({ block }) => block));
      await live.close();
      return log.reads;
    };
    expect(await readsFor(100)).toBe(await readsFor(1));
  });

  it('is not read while nobody follows, and goes on where it is when somebody comes back', async () => {
    const log = new FakeLog();
    const live = new LiveLog(log.database, log.bell, quiet);
    const first = new Follower(live);
    await settled();
    await first.leave();
    await settled();
    const { reads } = log;
    for (let i = 0; i < 5; i += 1) log.add('ingest-0');
    await settled();
    expect(log.reads).toBe(reads);
    const [fresh, resumed] = [new Follower(live), new Follower(live, first.place ?? new Map())];
    await settled();
    log.add('desk');
    await settled();
    expect([fresh.positions, resumed.positions]).toEqual([[6], [1, 2, 3, 4, 5, 6]]);
    await live.close();
  });

  it('tells each everything behind where they left off, once, in order, whoever comes and goes', async () => {
    const step = fc.record({
      chain: fc.constantFrom('ingest-0', 'ingest-1', 'desk'),
      comes: fc.option(fc.nat({ max: 10 })),
      leaves: fc.boolean(),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const log = new FakeLog();
        const live = new LiveLog(log.database, log.bell, quiet);
        const followers: { follower: Follower; behind: Checkpoint }[] = [];
        for (const { chain, comes, leaves, waits } of steps) {
          log.add(chain);
          if (comes !== null) {
            // Somewhere in the log: as far as some earlier batch of each chain.
            const behind = new Map([...log.head()].map(([name, seq]) => [name, Math.min(seq, comes)]));
            followers.push({ follower: new Follower(live, behind), behind });
          }
          if (leaves) await followers.shift()?.follower.leave();
          if (waits) await settled();
        }
        await settled();
        for (const { follower, behind } of followers) {
          const expected = log.batches.filter(({ chain, seq }) => seq > (behind.get(chain) ?? 0));
          expect([...follower.positions].sort((a, b) => a - b)).toEqual(expected.map(({ block }) => block));
        }
        await live.close();
      }),
      { numRuns: 60 },
    );
  });
});
