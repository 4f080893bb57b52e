import { afterCrash } from './crash-policy.js';

describe('after a crash', () => {
  it('an app is started again, later each time', () => {
    expect(afterCrash([0])).toEqual({ action: 'restart', delayMs: 500 });
    expect(afterCrash([0, 1_000, 3_000])).toEqual({ action: 'restart', delayMs: 2_000 });
  });

  it('it is given up at the fifth within a minute', () => {
    expect(afterCrash([0, 1_000, 3_000, 6_000, 11_000])).toEqual({ action: 'give-up' });
  });

  it('crashes of long ago are forgotten', () => {
    expect(afterCrash([0, 70_000, 140_000, 210_000, 280_000])).toEqual({ action: 'restart', delayMs: 500 });
  });
});
