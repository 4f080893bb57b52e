import { Assignments, PartitionPosition } from './assignment.js';

const acts = { topic: 'acts', partition: 0 };

describe('an assignment', () => {
  it('accepts nothing before its start offsets are in force', () => {
    const assignments = new Assignments();
    const epoch = assignments.begin([acts]);
    expect(assignments.accepting('acts', 0)).toBeUndefined();
    assignments.start(epoch);
    expect(assignments.accepting('acts', 0)).toBeDefined();
    expect(assignments.accepting('acts', 1)).toBeUndefined();
  });

  it('makes the one before it stale, also for partitions that stay', () => {
    const assignments = new Assignments();
    const before = assignments.begin([acts]);
    assignments.start(before);
    const now = assignments.begin([acts]);
    expect([assignments.isCurrent(before), assignments.isCurrent(now)]).toEqual([false, true]);
    assignments.start(before);
    expect(assignments.ready).toBe(false);
    assignments.revoke();
    expect([assignments.isCurrent(now), assignments.all()]).toEqual([false, []]);
  });
});

describe('a position', () => {
  const at = (offset: bigint) => {
    const position = new PartitionPosition(1, 'acts', 0);
    position.startAt(offset, 100n);
    return position;
  };

  it('counts markers after the last record as handled with it', () => {
    const position = at(10n);
    position.queuedUpTo(15n);
    position.nothingBefore(17n);
    position.handledUpTo(12n);
    expect(position.handled).toBe(12n);
    position.handledUpTo(15n);
    expect([position.handled, position.next, position.lag]).toEqual([17n, 17n, 83n]);
  });

  it('goes on over an empty range at once when nothing is queued', () => {
    const position = at(10n);
    position.nothingBefore(50n);
    expect([position.handled, position.next]).toEqual([50n, 50n]);
    position.nothingBefore(20n);
    expect(position.next).toBe(50n);
  });

  it('has no negative lag', () => {
    const position = at(120n);
    expect(position.lag).toBe(0n);
  });
});
