import type { RawRecord } from '#kafka';
import { withSession, type Sql } from '#store';
import { Desk } from '../../../../test/support/desk.js';
import type { LoggedRejections } from './logged-rejections.js';
import { rejectionsSent } from './rejections-sent.js';
import { Erased } from './erased.js';
import { Restores } from './restores.js';
import { Report } from './report.js';
import type { Source } from './source.js';

const SENT_BYTES = 1_000;

describe('what verify says of a rejection of which the beginning was told', () => {
  let desk: Desk;
  const value = Buffer.alloc(2_000_000, 'x');
  beforeAll(async () => {
    desk = await Desk.open('rejections-told');
    const at = { topic: 'events', partition: 0, key: null, headers: {}, timestampMs: 0 };
    await desk.ingestor('a').ingest([
      { ...at, offset: 1n, value },
      { ...at, offset: 2n, value: Buffer.from('not json') },
    ]);
  });
  afterAll(() => desk.close());

  const sentOf = async (change: (raw: Buffer, offset: string) => Buffer): Promise<RawRecord[]> => {
    const rows = await desk.database.query<{ id: string; offset: string; at: Date } & Record<string, string>>(
      `SELECT rejection_id AS id, kafka_offset::text AS "offset", recorded_at AS at, reason, message FROM rejection`,
    );
    return rows.map(({ id, offset, at, reason, message }, i) => {
      const isCut = offset === '1';
      const raw = isCut ? value.subarray(0, SENT_BYTES) : Buffer.from('not json');
      const rawBase64 = change(raw, offset).toString('base64');
      const data = {
        topic: 'events',
        partition: 0,
        offset,
        reason,
        message,
        rawBase64,
        ...(isCut ? { truncated: true } : {}),
      };
      const text = JSON.stringify({ id, time: new Date(at).toISOString(), data });
      return {
        topic: 'told',
        partition: 0,
        offset: BigInt(i),
        key: null,
        headers: {},
        timestampMs: 0,
        value: Buffer.from(text),
      };
    });
  };

  /** What it finds, and how much of values it has read from the database. */
  const check = async (records: RawRecord[]): Promise<{ found: unknown[]; bytes: number }> => {
    const found: unknown[] = [];
    let bytes = 0;
    const report = new Report(
      async (line) => void found.push(JSON.parse(line)),
      () => undefined,
    );
    await withSession(desk.dataSource, async ({ sql }) => {
      const counted: Pick<Sql, 'query'> = {
        query: async <Row>(text: string, parameters?: readonly unknown[]) => {
          const rows = await sql.query<Row>(text, parameters as unknown[]);
          for (const row of rows) bytes += ((row as { value?: Buffer | null }).value ?? []).length;
          return rows;
        },
      } as Pick<Sql, 'query'>;
      const kafka = {
        bounds: () => Promise.resolve([{ partition: 0, low: 0n, high: BigInt(records.length) }]),
        read: async function* () {
          yield await Promise.resolve(records);
        },
      };
      const source = {
        sql: counted,
        kafka,
        topics: { rejections: 'told' },
        report,
        erased: Erased.NONE,
        restores: Restores.NONE,
      } as unknown as Source;
      await rejectionsSent(source, { count: 2, inOtherWords: new Set() } as unknown as LoggedRejections);
    });
    return { found, bytes };
  };

  it('is nothing, and no more of the value is read than was told', async () => {
    const { found, bytes } = await check(await sentOf((raw) => raw));
    expect(found).toEqual([]);
    expect(bytes).toBeLessThan(2 * SENT_BYTES);
  });

  it.each([
    ['the beginning', '1', (raw: Buffer) => Buffer.concat([Buffer.from('y'), raw.subarray(1)])],
    ['a whole value, which is longer', '2', (raw: Buffer) => raw.subarray(0, 5)],
    ['a whole value, which is shorter', '2', (raw: Buffer) => Buffer.concat([raw, raw])],
  ])('names it where %s is another', async (_name, altered, change) => {
    const { found } = await check(await sentOf((raw, offset) => (offset === altered ? change(raw) : raw)));
    expect(found).toMatchObject([{ invariant: 'I7', kind: 'DIFFERS', column: 'value' }]);
  });
});
