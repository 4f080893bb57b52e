import type { Matcher } from '#domain';
import { Desk, packText } from '../../../../test/support/desk.js';
import { approveSilence, addSilence, silenceNeedsSecond } from './silence-table.js';
import { withSession } from '../database/connection.js';

const HOUR_MS = 3_600_000;
const hoursOn = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
const critical: readonly Matcher[] = [{ facet: 'severity', values: ['critical'] }];
const ofOne: readonly Matcher[] = [{ facet: 'clientId', values: ['ada'] }];
const low: readonly Matcher[] = [{ facet: 'severity', values: ['low', 'medium'] }];

describe('how long one person may keep alerts quiet', () => {
  let desk: Desk;
  let made = 0;
  beforeAll(async () => {
    desk = await Desk.open('silences');
    // Puts the pack on record: one person may silence for 7 days.
    await desk.activate(packText);
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.database.query('DELETE FROM silence'));

  const asApp = <T>(work: Parameters<typeof withSession<T>>[1]): Promise<T> => withSession(desk.dataSource, work);
  const needsSecond = (matchers: readonly Matcher[], hours: number): Promise<boolean> =>
    asApp((session) => session.transaction((tx) => silenceNeedsSecond(tx, matchers, hoursOn(hours))));
  const add = (matchers: readonly Matcher[], hours: number, needsSecond = false): Promise<string> => {
    const silenceId = `sil-${(made += 1)}`;
    const silence = { silenceId, matchers, reason: 'Why.', createdBy: `p${made}`, until: hoursOn(hours), needsSecond };
    return asApp((session) => session.transaction((tx) => addSilence(tx, silence))).then(() => silenceId);
  };
  /** Has one been made so many hours ago, and end at another time. */
  const happened = async (
    matchers: readonly Matcher[],
    from: number,
    to: number,
    needsSecond = false,
  ): Promise<string> => {
    const silenceId = await add(matchers, 1, needsSecond);
    await desk.database.query('UPDATE silence SET created_at = $2, until = $3 WHERE silence_id = $1', [
      silenceId,
      hoursOn(from),
      hoursOn(to),
    ]);
    return silenceId;
  };

  it('is as long as the pack says, from the first beginning', async () => {
    expect(await needsSecond(critical, 7 * 24 - 1)).toBe(false);
    expect(await needsSecond(critical, 7 * 24 + 1)).toBe(true);
    // Renewed shortly before its end, or shortly after, in the same words or in others that mean the same alerts.
    await happened(critical, -6 * 24, 1);
    for (const same of [critical, ofOne, [], [{ facet: 'severity', values: ['high', 'critical'] }] as const]) {
      expect(await needsSecond(same, 20)).toBe(false);
      expect(await needsSecond(same, 30)).toBe(true);
    }
    expect(await needsSecond(low, 7 * 24 - 1)).toBe(false);
  });

  it('adds up over renewals and over people, as long as the pauses are shorter than the limit', async () => {
    await happened(critical, -12 * 24, -10 * 24);
    await happened(critical, -11 * 24, -9 * 24);
    await happened(critical, -4 * 24, -2 * 24);
    // 3 and 2 days of the 7 are used up.
    expect(await needsSecond(critical, 47)).toBe(false);
    expect(await needsSecond(critical, 49)).toBe(true);
    await desk.database.query('DELETE FROM silence');
    await happened(critical, -20 * 24, -13 * 24);
    expect(await needsSecond(critical, 7 * 24 - 1)).toBe(false);
  });

  it('does not count what a second person agreed to, nor what was ended', async () => {
    const agreed = await happened(critical, -30 * 24, 1, true);
    await desk.database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at)
       SELECT id, id, '{approver}', now() FROM (SELECT created_by AS id FROM silence UNION SELECT 'somebody-else') people`,
    );
    await asApp((session) => session.transaction((tx) => approveSilence(tx, agreed, 'somebody-else')));
    const ended = await happened(critical, -6 * 24, 24);
    await desk.database.query('UPDATE silence SET ended_at = $2 WHERE silence_id = $1', [ended, hoursOn(-6 * 24 + 1)]);
    expect(await needsSecond(critical, 7 * 24 - 2)).toBe(false);
  });

  it('is held to by the database, whoever asks it, also by two at once', async () => {
    await happened(critical, -6 * 24, 1);
    await expect(add(ofOne, 30)).rejects.toThrow('longer than one person may make it');
    await add(ofOne, 30, true);
    await desk.database.query('DELETE FROM silence');
    const both = await Promise.allSettled([add(critical, 5 * 24), add(ofOne, 5 * 24)]);
    // They lie beside one another, so together they are no longer than one.
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });
});
