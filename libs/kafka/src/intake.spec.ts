import { Assignments } from './assignment.js';
import { Intake } from './intake.js';
import { fetched, offsets, quiet } from './kafka.testkit.js';
import { LaneQueue } from './lane-queue.js';
import type { OffsetGap } from './topic-book.js';

function given({ start = 0n, low = 0n, room = 100 } = {}) {
  const assignments = new Assignments();
  const queue = new LaneQueue({ records: room, bytes: 1_000_000 });
  const seeks: bigint[] = [];
  const held: number[] = [];
  const expired: OffsetGap[] = [];
  const assign = (offset: bigint) => {
    const epoch = assignments.begin([{ topic: 'acts', partition: 0 }]);
    assignments.all()[0]?.startAt(offset, 1000n);
    assignments.start(epoch);
  };
  assign(start);
  const intake = new Intake({
    assignments,
    queueFor: () => queue,
    lowestOffset: () => Promise.resolve(low),
    onExpired: (gap) => Promise.resolve(void expired.push(gap)),
    seek: (_topic, _partition, offset) => seeks.push(offset),
    hold: (_topic, partition) => {
      held.push(partition);
      return () => void held.pop();
    },
    log: quiet,
  });
  const queued = () => offsets(queue.take({ records: 1_000, bytes: 1_000_000 }, () => false)?.records);
  const position = () => assignments.all()[0]!;
  return { assignments, assign, queue, intake, seeks, held, expired, queued, position };
}

describe('the intake', () => {
  it('queues what connects, lets the fetch go on, and counts trailing markers', async () => {
    const { intake, queued, position } = given();
    const { payload, resolved } = fetched([0, 1, 3], { lastOffset: 4 });
    await intake.accept(payload);
    expect([queued(), resolved, position().next]).toEqual([[0, 1, 3], ['3'], 5n]);
  });

  it('drops the records it has already queued, and those before the start offset', async () => {
    const { intake, queued } = given({ start: 2n });
    await intake.accept(fetched([0, 1, 2, 3], { fetchedOffset: 0 }).payload);
    await intake.accept(fetched([2, 3, 4], { fetchedOffset: 2 }).payload);
    expect(queued()).toEqual([2, 3, 4]);
  });

  it('refuses what was fetched from beyond the next offset, and asks again', async () => {
    const { intake, queued, seeks, position } = given({ start: 5n });
    const { payload, resolved } = fetched([20, 21]);
    await intake.accept(payload);
    expect([queued(), resolved, seeks, position().next]).toEqual([[], [], [5n], 5n]);
  });

  it('admits the gap when asking again shows that nothing is in it', async () => {
    const { intake, queued } = given({ start: 5n });
    await intake.accept(fetched([20, 21]).payload);
    await intake.accept(fetched([20, 21]).payload);
    expect(queued()).toEqual([20, 21]);
  });

  it('finds the records of the gap when they are there after all', async () => {
    const { intake, queued } = given({ start: 5n });
    await intake.accept(fetched([20, 21]).payload);
    await intake.accept(fetched([5, 6]).payload);
    await intake.accept(fetched([20, 21]).payload);
    expect(queued()).toEqual([5, 6]);
  });

  it('goes on at the lowest offset when records have expired, and says what was lost', async () => {
    const { intake, queued, seeks, expired } = given({ start: 5n, low: 20n });
    await intake.accept(fetched([20, 21]).payload);
    expect([queued(), seeks]).toEqual([[20, 21], []]);
    expect(expired).toEqual([{ topic: 'acts', partition: 0, from: 5n, to: 20n }]);
  });

  it('waits for room with heartbeats and loses nothing', async () => {
    let beats = 0;
    const { intake, queue, queued } = given({ room: 2 });
    const { payload, resolved } = fetched([0, 1, 2, 3, 4], { heartbeat: () => Promise.resolve(void (beats += 1)) });
    const accepting = intake.accept(payload);
    const seen: number[] = [];
    for (let round = 0; round < 200 && seen.length < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(...queued());
      expect(queue.depth.records).toBeLessThanOrEqual(2);
    }
    await accepting;
    expect([seen, resolved]).toEqual([[0, 1, 2, 3, 4], ['4']]);
    expect(beats).toBeGreaterThan(0);
  });

  it('stops waiting when the partition is given away', async () => {
    const { intake, assign, queue } = given({ room: 1 });
    const { payload, resolved } = fetched([0, 1, 2]);
    const accepting = intake.accept(payload);
    await Promise.resolve();
    assign(0n);
    queue.clear();
    await accepting;
    expect([resolved, queue.depth.records]).toEqual([[], 0]);
  });

  it('stops waiting when it is closed', async () => {
    const { intake, queue } = given({ room: 1 });
    const accepting = intake.accept(fetched([0, 1, 2]).payload);
    intake.close();
    queue.clear();
    await accepting;
    expect(queue.depth.records).toBe(0);
  });

  it('lets every batch of the fetch make way once the group is rebalancing', async () => {
    const rebalance = Object.assign(new Error('rebalancing'), { type: 'REBALANCE_IN_PROGRESS' });
    const { intake, queue, queued } = given({ room: 1 });
    const { payload, resolved } = fetched([0, 1, 2], { heartbeat: () => Promise.reject(rebalance) });
    const accepting = intake.accept(payload);
    const failed = expect(accepting).rejects.toBe(rebalance);
    await Promise.resolve();
    queue.clear();
    await failed;
    await expect(intake.accept(fetched([0]).payload)).rejects.toBe(rebalance);
    intake.joined();
    await intake.accept(fetched([1]).payload);
    expect([resolved, queued()]).toEqual([[], [1]]);
  });

  it('ignores a batch that a seek has overtaken', async () => {
    const { intake, queued } = given();
    await intake.accept(fetched([0, 1], { stale: true }).payload);
    expect(queued()).toEqual([]);
  });

  it('has a partition fetched no more while it has its share of the room', async () => {
    const { intake, queue, held } = given({ room: 8 });
    const take = (records: number) => queue.take({ records, bytes: 1_000_000 }, () => false);
    await intake.accept(fetched([0, 1]).payload);
    expect(held).toEqual([]);
    await intake.accept(fetched([2, 3]).payload);
    expect(held).toEqual([0]);
    take(2);
    expect(held).toEqual([0]);
    take(1);
    expect(held).toEqual([]);
  });
});
