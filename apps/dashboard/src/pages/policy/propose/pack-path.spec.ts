import { isSame, valueAt, withValue } from './pack-path';

const pack = { windowHours: 240, perimeter: [{ country: 'AT' }, { country: 'NO', note: 'x' }], more: { own: [1] } };

describe('a place in a pack', () => {
  it('is read, and holds nothing where there is nothing', () => {
    expect(valueAt(pack, 'windowHours')).toBe(240);
    expect(valueAt(pack, 'perimeter.1.note')).toBe('x');
    for (const path of ['perimeter.7.note', 'windowHours.x', 'constructor', 'perimeter.length.x'])
      expect(valueAt(pack, path)).toBeUndefined();
  });

  it('is given another value, and nothing else is touched', () => {
    const after = withValue(pack, 'perimeter.1.country', 'IS');
    expect(after).toEqual({ ...pack, perimeter: [{ country: 'AT' }, { country: 'IS', note: 'x' }] });
    expect(after['more']).toBe(pack.more);
    expect(pack.perimeter[1]?.country).toBe('NO');
  });

  it('is taken away: a field, or one of a list', () => {
    expect(withValue(pack, 'perimeter.1.note', undefined)['perimeter']).toEqual([{ country: 'AT' }, { country: 'NO' }]);
    expect(withValue(pack, 'perimeter.0', undefined)['perimeter']).toEqual([{ country: 'NO', note: 'x' }]);
    expect(withValue(pack, 'windowHours', undefined)).not.toHaveProperty('windowHours');
  });

  it('is added: at the end of a list, or where what it stands in is missing or something else', () => {
    expect(valueAt(withValue(pack, 'perimeter.2', { country: 'LI' }), 'perimeter.2.country')).toBe('LI');
    expect(withValue({}, 'retention.yearsAfterEnd', 7)).toEqual({ retention: { yearsAfterEnd: 7 } });
    expect(withValue({ retention: 5 }, 'retention.yearsAfterEnd', 7)).toEqual({ retention: { yearsAfterEnd: 7 } });
  });

  it('holds the same whatever the order of fields, and not of lists', () => {
    expect(isSame({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(false);
    expect(isSame([], {})).toBe(false);
    expect(isSame(undefined, null)).toBe(false);
  });
});
