import {
  COSIGNATURE,
  NoteError,
  printVerifier,
  readNote,
  readVerifier,
  witnessedAt,
  type NoteVerifier,
  type SignedNote,
} from '#proof';
import { checkTimeStamp, TimeStampError } from '#proof/timestamp';
import type { Source } from './source.js';

const PAGE = 2_000;

/**
 * What witnesses and time-stamping authorities have said of heads is still of the heads that are there: whoever forges a
 * head has neither their keys.
 */
export async function outsideLinesHold(source: Source): Promise<string> {
  const lines = await cosignaturesHold(source);
  const stamps = await timeStampsHold(source);
  return `${lines} signatures of witnesses, ${stamps} time stamps`;
}

interface Line {
  readonly size: number;
  readonly witness: string;
  readonly line: string;
  readonly note: string | null;
}

async function cosignaturesHold({ sql, report }: Source): Promise<number> {
  let found = 0;
  for (let after: readonly [number, string] = [-1, '']; ;) {
    const rows = await sql.query<Line>(
      `SELECT c.size, c.witness, c.line, h.note FROM tree_cosignature c LEFT JOIN tree_head h USING (size)
        WHERE (c.size, c.witness) > ($1, $2) ORDER BY c.size, c.witness LIMIT ${PAGE}`,
      after,
    );
    for (const row of rows) {
      const at = { table: 'tree_cosignature', row: { size: row.size, witness: row.witness } };
      found += 1;
      if (row.note === null) await report.violation('I13', { kind: 'WITHOUT_CAUSE', ...at, column: 'size' });
      const note = row.note === null ? undefined : readable(row.note);
      const why = note === undefined ? null : whyNotBy(row, note);
      if (why !== null) await report.violation('I13', { kind: 'FORGED', ...at, column: 'line', message: why });
    }
    const end = rows.at(-1);
    if (end === undefined) return found;
    after = [end.size, end.witness];
  }
}

/** @returns `null` where the line is the witness's own */
function whyNotBy({ witness, line }: Line, note: SignedNote): string | null {
  try {
    const key: NoteVerifier = readVerifier(witness);
    const { text } = note;
    const isKey = key.algorithm === COSIGNATURE && printVerifier(key) === witness;
    const isIts = isKey && witnessedAt(readNote(`${text}\n${line}`), key) !== null;
    return isIts ? null : 'It is no signature of this witness.';
  } catch (error) {
    if (error instanceof NoteError || error instanceof RangeError) return error.message;
    throw error;
  }
}

async function timeStampsHold({ sql, report }: Source): Promise<number> {
  let found = 0;
  for (let after = -1; ;) {
    const rows = await sql.query<{ size: number; response: Buffer; note: string | null }>(
      `SELECT s.size, s.response, h.note FROM tree_time_stamp s LEFT JOIN tree_head h USING (size)
        WHERE s.size > $1 ORDER BY s.size LIMIT ${PAGE}`,
      [after],
    );
    for (const { size, response, note } of rows) {
      const at = { table: 'tree_time_stamp', row: { size } };
      found += 1;
      if (note === null) await report.violation('I13', { kind: 'WITHOUT_CAUSE', ...at, column: 'size' });
      const head = note === null ? undefined : readable(note);
      if (head === undefined) continue;
      try {
        checkTimeStamp(response, { text: head.text });
      } catch (error) {
        if (!(error instanceof TimeStampError)) throw error;
        await report.violation('I13', { kind: 'FORGED', ...at, column: 'response', message: error.message });
      }
    }
    const end = rows.at(-1);
    if (end === undefined) return found;
    after = end.size;
  }
}

/** @returns `undefined` for a head that can't be read, which is told where all heads are */
function readable(note: string): SignedNote | undefined {
  try {
    return readNote(note);
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
