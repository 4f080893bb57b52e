import type { Health } from './health.js';
import { troublesOf } from './troubles.js';

const NOW = Date.UTC(2026, 2, 2, 12);
const minutesAgo = (n: number): string => new Date(NOW - n * 60_000).toISOString();

const well: Health = {
  partitions: [{ topic: 'account-events', partition: 3, end: 122, lag: 2 }],
  topics: [],
  gaps: [],
  outbox: { items: 3, oldestSeconds: 2 },
  alertList: { changes: 1, seconds: 0.5 },
  trouble: [],
  head: { signedAt: minutesAgo(1), unsignedSince: minutesAgo(1) },
  parity: { differences: 0, finishedAt: minutesAgo(600) },
  restored: null,
  failingReceivers: [],
};
const titles = (more: Partial<Health>) => troublesOf({ ...well, ...more }, NOW).map(({ title }) => title);

describe('what is unwell', () => {
  it('is nothing where all is only on its way', () => {
    expect(troublesOf(well, NOW)).toEqual([]);
    expect(titles({ parity: null })).toEqual([]);
  });

  it('is said with since when, as far as that is known', () => {
    const trouble = [{ message: 'No broker answers.', since: minutesAgo(5), attempts: 3 }];
    expect(troublesOf({ ...well, trouble }, NOW)).toMatchObject([
      { title: 'Messages are not being read', since: minutesAgo(5), toDo: expect.stringContaining('Kafka') as string },
    ]);
    const outbox = { items: 7, oldestSeconds: 120 };
    expect(troublesOf({ ...well, outbox }, NOW)).toMatchObject([
      { title: 'Changes do not get out', since: minutesAgo(2) },
    ]);
    const lagging = [{ topic: 'account-events', partition: 0, end: 5_001, lag: 5_000 }];
    expect(troublesOf({ ...well, partitions: lagging }, NOW)).toMatchObject([
      { title: 'Judging is behind', since: null },
    ]);
  });

  it('says what to do about a full disk', () => {
    const message = 'could not extend file: No space left on device';
    const trouble = [{ message, since: minutesAgo(5), attempts: 3 }];
    expect(troublesOf({ ...well, trouble }, NOW)[0]?.toDo).toMatch(/^Make room on the disk/);
  });

  it('is an end that nobody knows, but for a topic that was stopped', () => {
    const partitions = [{ topic: 'account-events', partition: 0, end: null, lag: null }];
    expect(titles({ partitions })).toEqual(['Kafka does not say how far its topics go']);
    const topics = [{ topic: 'account-events', state: 'STOPPED' }];
    expect(titles({ partitions, topics })).toEqual([]);
  });

  it('is what is not signed for a quarter of an hour', () => {
    const head = (n: number) => ({ signedAt: minutesAgo(n + 1), unsignedSince: minutesAgo(n) });
    expect(titles({ head: head(14) })).toEqual([]);
    expect(titles({ head: head(15) })).toEqual(['The log is not signed any more']);
    const never = { signedAt: null, unsignedSince: minutesAgo(15) };
    expect(troublesOf({ ...well, head: never }, NOW)[0]?.toDo).toContain('SCOPEWATCH_SIGNING_KEY');
  });

  it('names all of it, the worst first', () => {
    const gap = { from: 3, to: 5, recordedAt: minutesAgo(9), acceptedBy: null };
    const receiver = { receiverId: 'r', name: 'Case desk', since: minutesAgo(3), attempts: 2 };
    expect(
      titles({
        restored: 'The log outside goes further.',
        parity: { differences: 1, finishedAt: minutesAgo(60) },
        gaps: [gap, { ...gap, acceptedBy: 'ann' }],
        alertList: { changes: 5, seconds: 300 },
        failingReceivers: [
          { ...receiver, disabled: false },
          { ...receiver, receiverId: 's', disabled: true },
        ],
      }),
    ).toEqual([
      'The database was put back to an earlier time',
      'Alerts on record are not those that the rules give',
      'Messages were gone before they were read',
      'The list of alerts is behind',
      'Nothing gets through to Case desk',
      'Case desk is told nothing any more',
    ]);
  });
});
