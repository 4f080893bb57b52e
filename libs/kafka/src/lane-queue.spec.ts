import { PartitionPosition } from './assignment.js';
import { offsets, record } from './kafka.testkit.js';
import { LaneQueue } from './lane-queue.js';

const MIB = 1024 * 1024;
const first = new PartitionPosition(1, 'acts', 0);
const second = new PartitionPosition(1, 'facts', 0);
const never = () => false;
const records = (...numbers: number[]) => numbers.map((offset) => record(offset));

describe('the queue of a lane', () => {
  it('takes only what there is room for and says how much', () => {
    const queue = new LaneQueue({ records: 3, bytes: MIB });
    expect(queue.offer(first, records(1, 2, 3, 4, 5), 0)).toBe(3);
    expect(queue.offer(first, records(1, 2, 3, 4, 5), 3)).toBe(0);
    expect(offsets(queue.take({ records: 2, bytes: MIB }, never)?.records)).toEqual([1, 2]);
    expect(queue.offer(first, records(1, 2, 3, 4, 5), 3)).toBe(2);
    expect(offsets(queue.take({ records: 9, bytes: MIB }, never)?.records)).toEqual([3, 4, 5]);
    expect(queue.take({ records: 9, bytes: MIB }, never)).toBeUndefined();
    expect(queue.depth).toEqual({ records: 0, bytes: 0 });
  });

  it('is bounded by bytes, but lets a record beyond the limit pass alone', () => {
    const queue = new LaneQueue({ records: 100, bytes: 10_000 });
    const large = [record(1, { value: Buffer.alloc(50_000) }), record(2)];
    expect(queue.offer(first, large, 0)).toBe(1);
    expect(queue.offer(first, large, 1)).toBe(0);
    expect(offsets(queue.take({ records: 100, bytes: 1_000 }, never)?.records)).toEqual([1]);
  });

  it('fills a batch by bytes and leaves the rest for the next', () => {
    const queue = new LaneQueue({ records: 100, bytes: MIB });
    queue.offer(
      first,
      [1, 2, 3].map((offset) => record(offset, { value: Buffer.alloc(1_000) })),
      0,
    );
    expect(offsets(queue.take({ records: 100, bytes: 3_000 }, never)?.records)).toEqual([1, 2]);
    expect(offsets(queue.take({ records: 100, bytes: 3_000 }, never)?.records)).toEqual([3]);
  });

  it('merges partitions and names the end of each', () => {
    const queue = new LaneQueue({ records: 100, bytes: MIB });
    queue.offer(first, records(1, 2), 0);
    queue.offer(second, records(7), 0);
    queue.offer(first, records(3), 0);
    const taken = queue.take({ records: 100, bytes: MIB }, never);
    expect(offsets(taken?.records)).toEqual([1, 2, 3, 7]);
    expect([...(taken?.ends ?? [])]).toEqual([
      [first, 4n],
      [second, 8n],
    ]);
  });

  it('drops what is stale on the way', () => {
    const queue = new LaneQueue({ records: 100, bytes: MIB });
    queue.offer(first, records(1, 2), 0);
    queue.offer(second, records(7), 0);
    expect(offsets(queue.take({ records: 1, bytes: MIB }, (each) => each === first)?.records)).toEqual([7]);
    expect(queue.depth.records).toBe(0);
  });

  it('wakes those who wait for room and for items', async () => {
    const queue = new LaneQueue({ records: 1, bytes: MIB });
    const items = queue.items.wait(10_000);
    queue.offer(first, records(1), 0);
    await items;
    const room = queue.room.wait(10_000);
    queue.take({ records: 1, bytes: MIB }, never);
    await room;
    const cleared = queue.room.wait(10_000);
    queue.clear();
    await cleared;
  });

  describe('reads topics in step', () => {
    const all = { records: 100, bytes: MIB };
    const at = (offset: number, timestampMs: number) => record(offset, { timestampMs });
    const behind = (topic: string, partition: number, to: bigint) => {
      const position = new PartitionPosition(1, topic, partition);
      position.startAt(0n, to);
      return position;
    };

    it('the earliest record first, of partitions of one number', () => {
      const queue = new LaneQueue({ records: 100, bytes: MIB });
      queue.offer(first, [at(1, 10), at(2, 20), at(3, 50)], 0);
      queue.offer(second, [at(7, 15), at(8, 21), at(9, 30)], 0);
      expect(offsets(queue.take(all, never)?.records)).toEqual([1, 7, 2, 8, 9, 3]);
    });

    it('and lets partitions of other numbers go on by themselves, each before the other in its turn', () => {
      const queue = new LaneQueue({ records: 100, bytes: MIB });
      const other = new PartitionPosition(1, 'acts', 2);
      queue.offer(first, [at(1, 10), at(2, 20), at(3, 30), at(4, 40)], 0);
      queue.offer(other, [at(70, 1), at(71, 2), at(72, 3)], 0);
      const two = { records: 2, bytes: MIB };
      const taken = [queue.take(two, never), queue.take(two, never), queue.take(two, never), queue.take(two, never)];
      expect(taken.map((each) => offsets(each?.records))).toEqual([[70, 71], [1, 2], [72, 3], [4]]);
    });

    it('so nothing goes while a backlog of another topic is still to come', () => {
      const [acts, facts] = [behind('acts', 0, 2n), behind('facts', 0, 2n)];
      const queue = new LaneQueue({ records: 100, bytes: MIB });
      queue.expect([acts, facts]);
      queue.offer(acts, [at(0, 10), at(1, 20)], 0);
      acts.queuedUpTo(2n);
      expect(queue.take(all, never)).toBeUndefined();
      queue.offer(facts, [at(0, 5)], 0);
      facts.queuedUpTo(1n);
      expect(queue.take(all, never)?.records.map(({ timestampMs }) => timestampMs)).toEqual([5]);
      expect(queue.take(all, never)).toBeUndefined();
      queue.offer(facts, [at(1, 15)], 0);
      facts.queuedUpTo(2n);
      expect(queue.take(all, never)?.records.map(({ timestampMs }) => timestampMs)).toEqual([10, 15, 20]);
    });

    it('but waits for what does not come no longer than two seconds', () => {
      let now = 1_000;
      const [acts, facts] = [behind('acts', 0, 1n), behind('facts', 0, 2n)];
      const queue = new LaneQueue({ records: 100, bytes: MIB }, () => now);
      queue.expect([acts, facts]);
      queue.offer(acts, [at(0, 10)], 0);
      acts.queuedUpTo(1n);
      expect(queue.take(all, never)).toBeUndefined();
      now += 1_999;
      expect(queue.take(all, never)).toBeUndefined();
      now += 1;
      expect(offsets(queue.take(all, never)?.records)).toEqual([0]);
      queue.offer(acts, [at(1, 20)], 0);
      expect(offsets(queue.take(all, never)?.records)).toEqual([1]);
    });

    it('nor at all while somebody waits for room, since nothing is fetched then', async () => {
      const [acts, facts] = [behind('acts', 0, 9n), behind('facts', 0, 2n)];
      const queue = new LaneQueue({ records: 2, bytes: MIB });
      queue.expect([acts, facts]);
      expect(queue.offer(acts, [at(0, 10), at(1, 20), at(2, 30)], 0)).toBe(2);
      expect(queue.take(all, never)).toBeUndefined();
      const room = queue.waitForRoom(10_000);
      expect(offsets(queue.take(all, never)?.records)).toEqual([0, 1]);
      await room;
    });

    it('and a clock that is fast, or says nothing, keeps nobody waiting', () => {
      let now = 1_000;
      const queue = new LaneQueue({ records: 100, bytes: MIB }, () => now);
      queue.offer(first, [at(1, 9_000_000), at(2, Number.NaN)], 0);
      now = 2_000;
      queue.offer(second, [at(7, 1_500), at(8, -1)], 0);
      expect(offsets(queue.take(all, never)?.records)).toEqual([1, 2, 7, 8]);
    });
  });
});
