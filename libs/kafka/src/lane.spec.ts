import { PartitionPosition } from './assignment.js';
import { offsets, quiet, record, until } from './kafka.testkit.js';
import { Lane, type LaneOptions } from './lane.js';
import { LaneQueue } from './lane-queue.js';

const retry = { initialMs: 5, factor: 2, maxMs: 20, maxElapsedMs: 60_000 };

function given(over: Partial<LaneOptions> = {}) {
  const seen: number[][] = [];
  const fatal: unknown[] = [];
  const stale = new Set<PartitionPosition>();
  const queue = new LaneQueue({ records: 100, bytes: 1_000_000 });
  const lane = new Lane({
    lane: 0,
    queue,
    batch: { records: 2, bytes: 1_000_000 },
    retry,
    log: quiet,
    handle: (batch) => Promise.resolve(void seen.push(offsets(batch.records))),
    confirm: () => Promise.resolve(),
    isStale: (position) => stale.has(position),
    onFatal: (error) => fatal.push(error),
    ...over,
  });
  const position = new PartitionPosition(1, 'acts', 0);
  const offer = (...numbers: number[]) => {
    queue.offer(
      position,
      numbers.map((offset) => record(offset)),
      0,
    );
    position.queuedUpTo(BigInt(numbers[numbers.length - 1] ?? 0) + 1n);
  };
  return { lane, queue, position, seen, fatal, stale, offer };
}

describe('a lane', () => {
  it('hands over in order, in batches, and notes how far it is', async () => {
    const { lane, seen, position, offer } = given();
    offer(0, 1, 2);
    const running = lane.run();
    await until('three records', () => seen.flat().length === 3);
    offer(3);
    await until('the fourth', () => position.handled === 4n);
    lane.end();
    await running;
    expect(seen).toEqual([[0, 1], [2], [3]]);
  });

  it('repeats a failed batch, and nothing overtakes it', async () => {
    const tries: number[][] = [];
    let failures = 3;
    const { lane, position, offer } = given({
      handle: (batch) => {
        tries.push(offsets(batch.records));
        return failures-- > 0 ? Promise.reject(new Error('database away')) : Promise.resolve();
      },
    });
    offer(0, 1, 2);
    const running = lane.run();
    await until('all handled', () => position.handled === 3n);
    lane.end();
    await running;
    expect(tries).toEqual([[0, 1], [0, 1], [0, 1], [0, 1], [2]]);
  });

  it('ends at an error that says it cannot be retried, without having gone on', async () => {
    const tries: number[][] = [];
    const error = Object.assign(new Error('chain broken'), { retryable: false });
    const { lane, fatal, position, offer } = given({
      handle: (batch) => {
        tries.push(offsets(batch.records));
        return Promise.reject(error);
      },
    });
    offer(0, 1, 2);
    await lane.run();
    expect([fatal, tries, position.handled]).toEqual([[error], [[0, 1]], 0n]);
  });

  it('ends when failing has lasted too long', async () => {
    const { lane, fatal, offer } = given({
      retry: { ...retry, maxElapsedMs: 30 },
      handle: () => Promise.reject(new Error('still away')),
    });
    offer(0);
    await lane.run();
    expect(fatal).toHaveLength(1);
  });

  it('stops repeating what was given away, and keeps repeating the rest', async () => {
    const other = new PartitionPosition(1, 'facts', 3);
    const tries: string[][] = [];
    let away = true;
    const { lane, queue, position, stale, offer } = given({
      handle: (batch) => {
        tries.push(batch.records.map(({ topic, offset }) => `${topic}:${offset}`));
        return away ? Promise.reject(new Error('away')) : Promise.resolve();
      },
    });
    offer(0);
    queue.offer(other, [record(9, { topic: 'facts', partition: 3 })], 0);
    const running = lane.run();
    await until('a retry', () => tries.length > 1);
    stale.add(position);
    const before = tries.length;
    await until('another retry', () => tries.length > before + 1);
    away = false;
    await until('handled', () => other.handled === 10n);
    lane.end();
    await running;
    expect([...(tries[0] ?? [])].sort()).toEqual(['acts:0', 'facts:9']);
    expect(tries[tries.length - 1]).toEqual(['facts:9']);
    expect(position.handled).toBe(0n);
  });

  it('finishes the batch in hand when it is ended, and drops the queue', async () => {
    let finish = () => {};
    const seen: number[][] = [];
    const { lane, queue, position, offer } = given({
      handle: (batch) => {
        seen.push(offsets(batch.records));
        return new Promise((resolve) => (finish = resolve));
      },
    });
    offer(0, 1, 2);
    const running = lane.run();
    await until('in hand', () => seen.length === 1);
    expect(await lane.idleWithin(5)).toBe(false);
    lane.end();
    finish();
    await running;
    expect([seen, position.handled, queue.depth.records]).toEqual([[[0, 1]], 2n, 0]);
  });
});
