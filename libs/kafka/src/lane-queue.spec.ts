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
    expect(offsets(taken?.records)).toEqual([1, 2, 7, 3]);
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
});
