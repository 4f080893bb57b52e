import fc from 'fast-check';
import { Pool } from 'pg';
import { arrayLiteral, bigintArray, textArray } from './binary-array.js';

describe('arrays as parameters', () => {
  const pool = new Pool({ connectionString: process.env['TEST_DATABASE_URL'], max: 1 });
  afterAll(() => pool.end());

  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));

  it('arrive as they were given, whatever the texts hold', async () => {
    const row = fc.record({
      text,
      number: fc.option(fc.maxSafeInteger()),
      list: fc.array(text, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const { rows: found } = await pool.query(
          `SELECT text, number::text, list::text[] FROM unnest($1::text[], $2::bigint[], $3::text[]) AS r (text, number, list)`,
          [
            textArray(rows.map((r) => r.text)),
            bigintArray(rows.map((r) => r.number)),
            textArray(rows.map((r) => arrayLiteral(r.list))),
          ],
        );
        expect(found).toEqual(rows.map((r) => ({ ...r, number: r.number === null ? null : String(r.number) })));
      }),
      { numRuns: 200 },
    );
  });
});
