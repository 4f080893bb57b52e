import { goOnTour, tourPlace, watchTour } from './tour-place';
import { dayBefore } from './stops';

describe('the tour', () => {
  const kept = new Map<string, string>();
  beforeAll(() => {
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    };
    Object.assign(globalThis, { localStorage: storage });
  });
  afterAll(() => {
    Reflect.deleteProperty(globalThis, 'localStorage');
  });

  it('begins for whoever has not left it, and stays left for whom it was', () => {
    let heard = 0;
    const end = watchTour(() => (heard += 1));
    expect(tourPlace('ann')).toBe('BEGINNING');
    goOnTour('ann', 2);
    expect(tourPlace('ann')).toBe(2);
    goOnTour('ann', 'LEFT');
    expect([tourPlace('ann'), tourPlace('bo')]).toEqual(['LEFT', 'BEGINNING']);
    end();
    goOnTour('ann', 'BEGINNING');
    expect([tourPlace('ann'), heard]).toEqual(['BEGINNING', 2]);
  });

  it('takes what it can not read for having been left', () => {
    for (const text of ['', 'x', '-1', '1.5']) {
      kept.set('scopewatch-tour-ann', text);
      expect(tourPlace('ann')).toBe('LEFT');
    }
  });

  it('looks back by days', () => {
    expect(dayBefore('2026-11-27T11:54:37.595Z', 205)).toBe('2026-05-06');
  });
});
