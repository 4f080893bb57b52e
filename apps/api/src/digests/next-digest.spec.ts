import fc from 'fast-check';
import type { DigestDays } from '#store';
import { nextDigest, stepAt } from './next-digest.js';
import { dayAt } from './wall-clock.js';

const next = (after: string, zone: string, days: DigestDays): string =>
  nextDigest(new Date(after), zone, days).toISOString();

describe('the next digest', () => {
  it.each<[string, string, DigestDays, string]>([
    // 2026-03-27 is a Friday; in Berlin summer time begins on the Sunday after.
    ['2026-03-27T05:59:59.999Z', 'Europe/Berlin', 'WORKDAYS', '2026-03-27T06:00:00.000Z'],
    ['2026-03-27T06:00:00.000Z', 'Europe/Berlin', 'WORKDAYS', '2026-03-30T05:00:00.000Z'],
    ['2026-03-23T06:00:00.000Z', 'Europe/Berlin', 'MONDAYS', '2026-03-30T05:00:00.000Z'],
    ['2026-10-23T05:00:00.000Z', 'Europe/Berlin', 'WORKDAYS', '2026-10-26T06:00:00.000Z'],
    // Sunday in UTC, Monday there already, and the other way round.
    ['2026-03-29T16:00:00.000Z', 'Pacific/Kiritimati', 'MONDAYS', '2026-03-29T17:00:00.000Z'],
    ['2026-03-30T09:00:00.000Z', 'Pacific/Pago_Pago', 'WORKDAYS', '2026-03-30T18:00:00.000Z'],
    // Samoa had no 30th of December 2011, a Friday.
    ['2011-12-29T17:00:00.000Z', 'Pacific/Apia', 'WORKDAYS', '2012-01-01T17:00:00.000Z'],
  ])('after %s in %s for %s is due at %s', (after, zone, days, due) => {
    expect(next(after, zone, days)).toBe(due);
  });

  it('is at seven on a working day, later, and none is left out between', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Tehran');
    const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, zones, fc.constantFrom('WORKDAYS' as const, 'MONDAYS' as const), (after, zone, days) => {
        const due = nextDigest(after, zone, days);
        const parts = { weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
        const shown = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(due);
        expect(shown).toMatch(days === 'MONDAYS' ? /^Mon 07:00$/ : /^(Mon|Tue|Wed|Thu|Fri) 07:00$/);
        expect(due.getTime()).toBeGreaterThan(after.getTime());
        // Whoever asks at any time before gets the same one.
        const between = new Date((after.getTime() + due.getTime()) / 2);
        expect(nextDigest(between, zone, days)).toEqual(due);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('whose digest is due', () => {
  const settings = { timeZone: 'Europe/Berlin', digest: 'WORKDAYS' } as const;
  const seven = new Date('2026-03-31T05:00:00Z');
  const later = (hours: number): Date => new Date(seven.getTime() + hours * 3_600_000);
  const tomorrow = later(24);
  const step = (now: Date, digestAt: Date | null, restoredAt: Date | null = null) =>
    stepAt(now, { ...settings, digestAt }, restoredAt);

  it('is from the moment on that is noted, until their day is over', () => {
    expect(step(later(-0.001), seven)).toEqual({ due: null, next: null });
    expect(step(seven, seven)).toEqual({ due: '2026-03-31', next: tomorrow });
    expect(step(later(16.99), seven)).toEqual({ due: '2026-03-31', next: tomorrow });
    expect(step(later(17), seven)).toEqual({ due: null, next: tomorrow });
  });

  it('is none for the past week, however late it is looked', () => {
    expect(step(later(7 * 24), seven)).toEqual({ due: null, next: later(8 * 24) });
  });

  it('is noted anew where it is not noted, or for too late a day, as after a clock was put back', () => {
    expect(step(later(-1), null)).toEqual({ due: null, next: seven });
    expect(step(later(-1), later(7 * 24))).toEqual({ due: null, next: seven });
  });

  it('is none that the part of the book may have mailed that a restore has lost', () => {
    expect(step(later(2), seven, later(1))).toEqual({ due: null, next: tomorrow });
    expect(step(later(2), seven, later(-1))).toEqual({ due: '2026-03-31', next: tomorrow });
  });

  it('is by UTC where no zone is chosen, or none that is known', () => {
    for (const timeZone of [null, 'Mars/Olympus'])
      expect(stepAt(seven, { ...settings, timeZone, digestAt: null }, null).next).toEqual(later(2));
    expect(dayAt(later(2), 'UTC')).toBe('2026-03-31');
  });
});
