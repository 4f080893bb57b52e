import { PausedPartitions } from './paused-partitions.js';

describe('paused partitions', () => {
  const one = [{ topic: 'acts', partitions: [0] }];
  const calls: string[] = [];
  const note = (what: string) => (parts: { topic: string; partitions?: number[] }[]) =>
    void calls.push(`${what} ${parts.flatMap((each) => each.partitions ?? []).join()}`);
  let paused: PausedPartitions;
  beforeEach(() => {
    calls.length = 0;
    paused = new PausedPartitions({ pause: note('pause'), resume: note('resume') });
  });

  it('are fetched again once no reason is left', () => {
    paused.pause('AMPLE', one);
    paused.because('TURN').pause(one);
    paused.resume('AMPLE', one);
    expect(calls).toEqual(['pause 0', 'pause 0']);
    paused.because('TURN').resume(one);
    expect(calls.at(-1)).toBe('resume 0');
  });

  it('are not fetched because of a reason that they were never paused for, nor of one before a new assignment', () => {
    paused.resume('TURN', one);
    paused.pause('AMPLE', one);
    paused.reset();
    paused.resume('AMPLE', one);
    expect(calls).toEqual(['pause 0']);
  });

  it('are held until that is ended, but not beyond a new assignment', () => {
    const end = paused.hold('AMPLE', { topic: 'acts', partition: 0 });
    end();
    const late = paused.hold('AMPLE', { topic: 'acts', partition: 0 });
    paused.reset();
    paused.hold('AMPLE', { topic: 'acts', partition: 0 });
    late();
    expect(calls).toEqual(['pause 0', 'resume 0', 'pause 0', 'pause 0']);
  });
});
