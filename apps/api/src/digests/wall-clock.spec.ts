import fc from 'fast-check';
import { dayAfter, dayAt, momentOf } from './wall-clock.js';

const ZONES = [
  ...['UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe'],
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Cairo', 'Asia/Tehran'],
];

describe('clocks in a zone', () => {
  it.each([
    // Summer time begins at 2026-03-29T01:00Z and ends at 2026-10-25T01:00Z.
    ['2026-03-28', 7, 'Europe/Berlin', '2026-03-28T06:00:00.000Z'],
    ['2026-03-29', 7, 'Europe/Berlin', '2026-03-29T05:00:00.000Z'],
    ['2026-10-24', 7, 'Europe/Berlin', '2026-10-24T05:00:00.000Z'],
    ['2026-10-25', 7, 'Europe/Berlin', '2026-10-25T06:00:00.000Z'],
    // Put on past it, from 2 to 3; and shown twice.
    ['2026-03-29', 2, 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', 2, 'Europe/Berlin', '2026-10-25T00:00:00.000Z'],
    // A day that begins at one.
    ['2026-04-24', 0, 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    // By half an hour; and ahead of, or behind, all others.
    ['2026-04-05', 7, 'Australia/Lord_Howe', '2026-04-04T20:30:00.000Z'],
    ['2026-04-04', 7, 'Australia/Lord_Howe', '2026-04-03T20:00:00.000Z'],
    ['2026-06-01', 7, 'Pacific/Kiritimati', '2026-05-31T17:00:00.000Z'],
    ['2026-06-01', 7, 'Pacific/Pago_Pago', '2026-06-01T18:00:00.000Z'],
    ['2026-06-01', 7, 'Asia/Kathmandu', '2026-06-01T01:15:00.000Z'],
  ])('on %s show %d in %s at %s', (day, hour, zone, moment) => {
    expect(momentOf(day, hour, zone).toISOString()).toBe(moment);
  });

  it('show the hour at the moment that is said, whatever the day and zone', () => {
    const ten = fc.integer({ min: 0, max: 3_652 });
    fc.assert(
      fc.property(ten, fc.constantFrom(...ZONES), (days, zone) => {
        const day = dayAfter('2020-01-01', days);
        const shown = new Intl.DateTimeFormat('sv-SE', {
          ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'medium' },
        }).format(momentOf(day, 7, zone));
        expect(shown).toBe(`${day} 07:00:00`);
        expect(dayAt(momentOf(day, 7, zone), zone)).toBe(day);
      }),
      { numRuns: 2_000 },
    );
  });

  it('begin each day where the one before ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_652 }), fc.constantFrom(...ZONES), (days, zone) => {
        const day = dayAfter('2020-01-01', days);
        const begins = momentOf(day, 0, zone);
        expect(dayAt(begins, zone)).toBe(day);
        expect(dayAt(new Date(begins.getTime() - 1), zone)).toBe(dayAfter(day, -1));
      }),
      { numRuns: 2_000 },
    );
  });
});
