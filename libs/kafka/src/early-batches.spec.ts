import { EarlyBatches } from './early-batches';

describe('a batch beyond what can be read', () => {
  it('may have been written while the answer was made, twice over', () => {
    const early = new EarlyBatches();
    expect([early.isWrong('a/0', 5n), early.isWrong('a/0', 5n)]).toEqual([false, false]);
  });

  it('can not stand there if it lies ahead a third time', () => {
    const early = new EarlyBatches();
    const answers = Array.from({ length: 4 }, () => early.isWrong('a/0', 5n));
    expect(answers).toEqual([false, false, true, true]);
  });

  it('counts anew where another one lies ahead, and partition by partition', () => {
    const early = new EarlyBatches();
    const answers = [
      early.isWrong('a/0', 5n),
      early.isWrong('a/0', 5n),
      early.isWrong('a/0', 6n),
      early.isWrong('a/1', 5n),
      early.isWrong('a/1', 5n),
      early.isWrong('a/0', 5n),
    ];
    expect(answers).not.toContain(true);
  });
});
