import { saysSomething } from '#domain';
import { acceptGap, recordAudit, gapIdOf, gapOf, offsetGaps, openGaps, type OffsetGapRow, type Tx } from '#store';
import { CliError } from '../cli-error.js';
import { COMMAND_LINE, decidingPerson } from '../deciding-person.js';
import { note, writeLine } from '../input.js';
import { onWritableDatabase } from '../on-writable-database.js';

const LISTED_MAX = 100_000;

/** One line for each stretch of offsets that was never read; the exit code says whether all are accepted. */
export async function listGaps(): Promise<void> {
  const rows = await onWritableDatabase('gaps', ({ sql }) => offsetGaps(sql, LISTED_MAX));
  for (const row of rows) await writeLine(JSON.stringify({ gapId: gapIdOf(row), ...row }));
  const open = rows.filter(({ acceptedBy }) => acceptedBy === null).length;
  note(`${rows.length} gaps, ${open} of them not accepted by anybody`);
  if (open > 0) process.exitCode = 1;
}

export interface AcceptOptions {
  readonly all?: boolean;
  readonly reason?: string;
  readonly as?: string;
}

/** Accepts that what was in some offsets stays unknown. */
export async function acceptGaps(gapIds: readonly string[], options: AcceptOptions): Promise<void> {
  if (gapIds.length > 0 === (options.all === true)) throw new CliError('Say which: GAP..., or --all.', 2);
  const { reason = '' } = options;
  if (!saysSomething(reason)) throw new CliError('Say why: --reason TEXT.', 2);
  const accepted = await onWritableDatabase('gaps', (session) =>
    session.transaction(async (tx) => {
      const { personId } = await decidingPerson(tx, options.as);
      const gaps = options.all === true ? await openGaps(tx) : await gapsNamed(tx, gapIds);
      for (const gap of gaps) {
        if (!(await acceptGap(tx, gap, { by: personId, reason }))) {
          throw new CliError(`${gapIdOf(gap)} was accepted already, by ${gap.acceptedBy ?? 'somebody'}.`, 1);
        }
        const target = gapIdOf(gap);
        await recordAudit(tx, { personId, address: COMMAND_LINE }, 'gap.accept', target, null, { reason });
      }
      return gaps;
    }),
  );
  for (const gap of accepted) await writeLine(JSON.stringify({ gapId: gapIdOf(gap), reason }));
  note(`${accepted.length} gaps accepted`);
}

async function gapsNamed(tx: Tx, gapIds: readonly string[]): Promise<OffsetGapRow[]> {
  const gaps: OffsetGapRow[] = [];
  for (const gapId of gapIds) {
    const gap = await gapOf(tx, gapId);
    if (gap === undefined) throw new CliError(`No gap has the id ${gapId}.`, 2);
    gaps.push(gap);
  }
  return gaps;
}
