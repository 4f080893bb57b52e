import { AdaptiveRest } from './adaptive-rest.js';

it('rests not at all after a find, briefly after the first look in vain, and ever longer up to the most', () => {
  const rest = new AdaptiveRest(20, 100);
  expect([false, false, false, false, true, false].map((found) => rest.after(found))).toEqual([20, 40, 80, 100, 0, 20]);
});
