import { consequenceOf, failed } from './attempt.js';

const MINUTE = 60_000;
const schedule = [5_000, 5 * MINUTE, 30 * MINUTE];

describe('what follows from an attempt', () => {
  it('is nothing more once it was delivered', () => {
    expect(consequenceOf({ outcome: 'DELIVERED', status: 204, detail: null }, 1, schedule)).toEqual({ then: 'done' });
  });

  it('is a further one, ever later, until it is given up', () => {
    const down = failed('CONNECTION', 'refused');
    expect([1, 2, 3, 4].map((n) => consequenceOf(down, n, schedule))).toEqual([
      { then: 'retry', inMs: 5_000 },
      { then: 'retry', inMs: 5 * MINUTE },
      { then: 'retry', inMs: 30 * MINUTE },
      { then: 'give-up' },
    ]);
  });

  it('is the end of the receiver if it says that it is gone', () => {
    expect(consequenceOf(failed('GONE', '', 410), 1, schedule)).toEqual({ then: 'disable' });
  });

  it('is not sooner than the receiver asked for, nor much later', () => {
    const busy = (retryAfterMs: number) =>
      ({ outcome: 'FAILED', reason: 'STATUS', status: 429, detail: '', retryAfterMs }) as const;
    expect(consequenceOf(busy(MINUTE), 1, schedule)).toEqual({ then: 'retry', inMs: MINUTE });
    expect(consequenceOf(busy(MINUTE), 2, schedule)).toEqual({ then: 'retry', inMs: 5 * MINUTE });
    expect(consequenceOf(busy(1e12), 1, schedule)).toEqual({ then: 'retry', inMs: 24 * 60 * MINUTE });
  });
});
