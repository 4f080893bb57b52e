import type { OutgoingRow } from '#log';
import { planOf } from './missing.js';

const row = (position: number, key: string | null, waiting = false): OutgoingRow => ({
  position,
  key,
  id: `change-${position}`,
  waiting,
});
const rows = [row(1, 'a'), row(2, 'b'), row(3, 'a'), row(4, 'b'), row(5, 'a')];
const plan = (present: number[], of = rows) => planOf(of, new Set(present.map((position) => `change-${position}`)));

describe('what is sent once more', () => {
  it('is nothing where nothing is missing', () => {
    expect(plan([1, 2, 3, 4, 5])).toEqual({ positions: [], missing: 0, repeated: 0, keys: 0 });
  });

  it('is all, in the order of recording, where the topic is empty', () => {
    expect(plan([])).toEqual({ positions: [1, 2, 3, 4, 5], missing: 5, repeated: 0, keys: 2 });
  });

  it('is what is missing and what follows it of the same client, so that the last told is the last', () => {
    expect(plan([1, 2, 4, 5])).toEqual({ positions: [3, 5], missing: 1, repeated: 1, keys: 1 });
  });

  it('is not what waits to be sent anyway', () => {
    const waiting = [row(1, 'a'), row(2, 'a', true), row(3, 'b', true)];
    expect(plan([], waiting)).toEqual({ positions: [1], missing: 1, repeated: 0, keys: 1 });
  });

  it('is alone where it has no key to keep an order with', () => {
    expect(plan([2], [row(1, null), row(2, null)])).toEqual({ positions: [1], missing: 1, repeated: 0, keys: 1 });
  });
});
