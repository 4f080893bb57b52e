import type { Caller } from '../access/caller.js';
import type { Database } from '../database.js';
import { ReadsOnRecord } from './reads-on-record.js';

const caller = (personId: string): Caller => ({ personId, address: '::1' }) as Caller;

describe('who looked at what is on file of a client', () => {
  let now = Date.parse('2026-05-03T23:00:00Z');
  let lines: unknown[];
  let isAway: boolean;
  let reads: ReadsOnRecord;
  beforeEach(() => {
    lines = [];
    isAway = false;
    const tx = { query: (_: string, row: unknown[]) => Promise.resolve(void lines.push([row[0], row[2], row[3]])) };
    const write = (work: (tx: unknown) => Promise<unknown>): Promise<unknown> =>
      isAway ? Promise.reject(new Error('away')) : work(tx);
    reads = new ReadsOnRecord({ write } as unknown as Database, () => now);
  });

  it('is noted once a day, for each of them and each client', async () => {
    for (const [personId, clientId] of [
      ['ann', 'c-1'],
      ['ann', 'c-1'],
      ['ann', 'c-2'],
      ['bob', 'c-1'],
    ] as const) {
      await reads.note(caller(personId), clientId);
    }
    expect(lines).toEqual([
      ['ann', 'client.read', 'c-1'],
      ['ann', 'client.read', 'c-2'],
      ['bob', 'client.read', 'c-1'],
    ]);
    now += 2 * 3_600_000;
    await reads.note(caller('ann'), 'c-1');
    expect(lines).toHaveLength(4);
  });

  it('is not taken for noted where it could not be', async () => {
    isAway = true;
    await expect(reads.note(caller('ann'), 'c-1')).rejects.toThrow('away');
    isAway = false;
    await reads.note(caller('ann'), 'c-1');
    expect(lines).toHaveLength(1);
  });
});
