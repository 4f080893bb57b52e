import { fromPicker, toPicker } from '../parts/picker-values';
import { dayEndAfter, inFull, moment, offsetOf } from './times';
import { momentOf, showZone } from './zone';

const NOON = '2026-05-03T12:00:00.000Z';

describe('the zone of a page', () => {
  afterAll(() => showZone(null));

  it('is one for every time on it', () => {
    showZone('America/New_York');
    expect([moment(NOON), offsetOf(new Date(NOON))]).toEqual(['3 May 2026, 08:00', '−04:00']);
    expect(inFull(NOON)).toBe(`3 May 2026, 08:00:00 −04:00 (UTC ${NOON})`);
    expect(dayEndAfter(Date.parse(NOON))).toBe('2026-05-04T04:00:00.000Z');
    showZone('Asia/Kolkata');
    expect([moment(NOON), offsetOf(new Date(NOON))]).toEqual(['3 May 2026, 17:30', '+05:30']);
    showZone('UTC');
    expect([moment(NOON), offsetOf(new Date(NOON))]).toEqual(['3 May 2026, 12:00', '+00:00']);
  });

  it('leaves a whole day of UTC what it is', () => {
    showZone('America/New_York');
    expect([moment('2026-05-03'), inFull('2026-05-03')]).toEqual(['3 May 2026', '2026-05-03, the whole day in UTC']);
  });

  it('is what is meant where a time is typed, also when clocks are changed', () => {
    showZone('Europe/Berlin');
    for (const at of [NOON, '2026-01-01T00:00:00.000Z', '2026-03-29T00:59:59.000Z', '2026-03-29T01:00:00.000Z'])
      expect(fromPicker(toPicker(at))).toBe(at);
    expect(toPicker('2026-03-29T01:00:00.000Z')).toBe('2026-03-29 03:00:00');
    expect(new Date(momentOf(Date.UTC(2026, 9, 25, 12))).toISOString()).toBe('2026-10-25T11:00:00.000Z');
  });
});
