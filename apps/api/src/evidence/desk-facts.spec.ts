import { saidOf } from './desk-facts.js';

const NOW = Date.UTC(2026, 4, 3, 12);

describe('what is recorded at the desk', () => {
  it('is said as the contract has it', () => {
    expect(saidOf({ kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-05-01' }, NOW)).toEqual({
      thirdCountryAcknowledgedAt: '2026-05-01',
    });
    expect(saidOf({ kind: 'EXPOSURE_CHECK', at: '2026-05-01', result: 'NONE_FOUND', sources: ['CRM'] }, NOW)).toEqual({
      exposureCheck: { at: '2026-05-01', result: 'NONE_FOUND', sources: ['CRM'] },
    });
    expect(saidOf({ kind: 'FIRST_CONTACT', at: '2026-05-03T11:59:59Z', channel: 'PHONE' }, NOW)).toEqual({
      firstContact: { at: '2026-05-03T11:59:59Z', channel: 'PHONE' },
    });
  });

  it('has happened, and is whole', () => {
    expect(saidOf({ kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: 'yesterday' }, NOW)).toMatch(/at must be a date/);
    expect(saidOf({ kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-05-03T12:00:01Z' }, NOW)).toMatch(/future/);
    expect(saidOf({ kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-05-05' }, NOW)).toMatch(/future/);
    expect(saidOf({ kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-05-04' }, NOW)).toEqual({
      thirdCountryAcknowledgedAt: '2026-05-04',
    });
    expect(saidOf({ kind: 'EXPOSURE_CHECK', at: '2026-05-01' }, NOW)).toMatch(/result/);
    expect(saidOf({ kind: 'FIRST_CONTACT', at: '2026-05-01' }, NOW)).toMatch(/channel/);
  });
});
