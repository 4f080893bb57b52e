import { KafkaFault, type FaultKind } from './kafka-fault.js';
import { SessionFailures } from './reading-trouble.js';

const waits = (kind: FaultKind, lasted: readonly number[]): number[] => {
  const failures = new SessionFailures({ initialMs: 200, factor: 2, maxMs: 5_000 }, () => 0.5);
  return lasted.map((ms, i) => failures.failed(new KafkaFault('f', kind), ms, i).delayMs);
};

describe('what keeps failing', () => {
  it('is tried less and less often, at most once a minute in the end, however soon it fails', () => {
    const delays = waits(
      'OTHER',
      Array.from({ length: 14 }, () => 300),
    );
    expect(delays.slice(0, 5)).toEqual([200, 400, 800, 1_600, 3_200]);
    expect(delays.slice(9)).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
  });

  it('is tried more often where only the cluster is away, which disturbs nobody', () => {
    expect(
      waits(
        'NETWORK',
        Array.from({ length: 9 }, () => 0),
      ).slice(5),
    ).toEqual([5_000, 5_000, 5_000, 5_000]);
  });

  it('is tried soon again after it had gone well for a while', () => {
    expect(waits('OTHER', [300, 300, 300, 61_000, 300])).toEqual([200, 400, 800, 200, 400]);
  });

  it('is told with how often and since when', () => {
    const failures = new SessionFailures({ initialMs: 200, factor: 2, maxMs: 5_000 }, () => 0.5);
    failures.failed(new KafkaFault('first', 'ACL'), 0, 1_000);
    expect(failures.failed(new KafkaFault('Do this.', 'ACL'), 0, 2_000)).toEqual({
      message: 'Do this.',
      since: 1_000,
      attempts: 2,
      nextAttemptAt: 2_400,
      delayMs: 400,
    });
  });
});
