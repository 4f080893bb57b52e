import type { Static } from '@sinclair/typebox';
import { permissionsOf, type Role } from '../access/roles.js';
import { alertSearch } from '../../../dashboard/src/router/alert-search.js';
import { parseSearch } from '../../../dashboard/src/router/search-text.js';
import { healthExample } from '../overview/overview.examples.js';
import { todayExample } from '../today/today.examples.js';
import type { Today } from '../today/today.shapes.js';
import { digestLines, unwellOf } from './digest-lines.js';

const lines = (role: Role, today: Static<typeof Today> = todayExample, unwell: number | null = null) =>
  digestLines(today, permissionsOf([role]), unwell);
const counts = (...given: Parameters<typeof lines>) => lines(...given).map(({ what, count }) => [what, count]);

describe('the lines of a digest', () => {
  it('are the numbers of Today for whoever works on alerts, the most urgent first, without those that are 0', () => {
    expect(counts('approver', todayExample, 2)).toEqual([
      ['approvals', 1],
      ['dueToday', 1],
      ['unwell', 2],
      ['mentions', 1],
      ['raisedSince', 1],
      ['evidence', 1],
    ]);
    const { overdue, ...others } = todayExample.counts;
    const late = { ...todayExample, counts: { ...others, overdue: { ...overdue, count: 4 } } };
    expect(counts('approver', late)[0]).toEqual(['overdue', 4]);
  });

  it('are for others what Today shows them', () => {
    const seen = { ...todayExample, approvals: null, evidenceTasks: null };
    expect(counts('viewer', seen)).toEqual([
      ['raisedSince', 1],
      ['toDo', 1],
    ]);
  });

  it('are none where nothing waits', () => {
    const none = Object.fromEntries(
      Object.entries(todayExample.counts).map(([name, counted]) => [name, { ...counted, count: 0 }]),
    ) as typeof todayExample.counts;
    const today = { ...todayExample, counts: none, approvals: null, evidenceTasks: null };
    expect(lines('admin', today, 0)).toEqual([]);
  });

  it('lead to the very alerts that are counted, as the page reads its address', () => {
    const full = Object.fromEntries(
      Object.entries(todayExample.counts).map(([name, counted]) => [name, { ...counted, count: 3 }]),
    ) as typeof todayExample.counts;
    for (const { what, path } of lines('approver', { ...todayExample, counts: full })) {
      const [page, search] = path.split('?');
      if (page !== '/alerts' || !(what in full)) continue;
      expect([what, alertSearch(parseSearch(search ?? ''))]).toEqual([
        what,
        { ...full[what as keyof typeof full].filter },
      ]);
    }
  });

  it('count as unwell what the page of health shows, with topics that are not read any more', () => {
    const well = { ...healthExample, trouble: [], gaps: [], topics: [], failingReceivers: [], partitions: [] };
    const quiet = {
      ...well,
      restored: null,
      parity: null,
      outbox: { items: 0, oldestSeconds: 0 },
      alertList: { changes: 0, seconds: 0 },
      head: { signedAt: null, unsignedSince: null },
    };
    expect(unwellOf(quiet, Date.now())).toBe(0);
    const topic = { ...healthExample.topics[0], state: 'STOPPED' } as (typeof healthExample.topics)[number];
    expect(unwellOf({ ...quiet, restored: 'It was put back.', topics: [topic] }, Date.now())).toBe(2);
  });
});
