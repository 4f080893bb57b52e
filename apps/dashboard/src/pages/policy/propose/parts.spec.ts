import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawPack } from '../../../words/packs';
import { withValue } from './pack-path';
import { isChanged, partAt, PARTS, withPartOf } from './parts';

const checkout = join(__dirname, '../../../../../..');
const shipped = JSON.parse(readFileSync(join(checkout, 'policy/mica-61.json'), 'utf8')) as RawPack;
const changedParts = (after: RawPack) => PARTS.filter((part) => isChanged(part, shipped, after)).map(({ id }) => id);

describe('the parts of a pack', () => {
  it('are all that a pack can say', () => {
    const schema = JSON.parse(
      readFileSync(join(checkout, 'libs/contract/schemas/policy-pack.schema.json'), 'utf8'),
    ) as RawPack;
    const fields = Object.keys(schema['properties'] as object).filter((name) => name !== '$schema');
    expect(PARTS.flatMap(({ paths }) => paths).toSorted()).toEqual(fields.toSorted());
  });

  it('are found by a path in them', () => {
    expect(partAt('perimeter.3.from')?.id).toBe('perimeter');
    expect(partAt('severities.NO_BASIS')?.id).toBe('severities');
    expect(partAt('bouncedSeverity')?.id).toBe('severities');
    expect(partAt('windowHoursX')).toBeUndefined();
    expect(partAt('own')).toBeUndefined();
  });

  it('are changed one by one', () => {
    expect(changedParts(shipped)).toEqual([]);
    expect(changedParts(withValue(shipped, 'windowHours', 96))).toEqual(['window']);
    expect(changedParts(withValue(withValue(shipped, 'serviceHours.low', 1), 'retention.yearsAfterEnd', 6))).toEqual([
      'deadlines',
      'retention',
    ]);
    expect(changedParts({ ...shipped, own: 1 })).toEqual([]);
  });

  it('are set back one by one, and what nobody knows stays', () => {
    const after = { ...withValue(withValue(shipped, 'windowHours', 96), 'retention.yearsAfterEnd', 6), own: 1 };
    const [window, retention] = [partAt('windowHours'), partAt('retention')];
    if (window === undefined || retention === undefined) throw new Error('There are no such parts.');
    const once = withPartOf(window, shipped, after);
    expect(changedParts(once)).toEqual(['retention']);
    expect(withPartOf(retention, shipped, once)).toEqual({ ...shipped, own: 1 });
  });
});
