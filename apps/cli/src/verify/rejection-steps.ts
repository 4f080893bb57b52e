import { legibleOf } from '#history';
import { rejectedMessages } from '#log';
import { readJson, within, type AuditRow } from './audit-line.js';
import { grouped } from './grouped.js';
import { MS } from './log-blocks.js';
import type { People } from './people.js';
import { COMMITS_WITHIN_MS, type Source } from './source.js';

interface Step {
  readonly rejection_id: string;
  readonly step: number;
  readonly kind: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly recorded_at: number;
  /** When the rejection was recorded; `null` where there is none. */
  readonly rejected_at: number | null;
}

const OPERATIONS: Readonly<Record<string, string>> = {
  'rejection.propose-set-aside': 'PROPOSED',
  'rejection.set-aside': 'SET_ASIDE',
  'rejection.reject-set-aside': 'TURNED_DOWN',
};

/** Which steps may follow which; `undefined` stands for none. */
const FOLLOWS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  PROPOSED: [undefined, 'TURNED_DOWN'],
  SET_ASIDE: [undefined, 'TURNED_DOWN', 'PROPOSED'],
  TURNED_DOWN: ['PROPOSED'],
};

/**
 * What people decided about rejections: step after step as the audit says, and by two where a client is named.
 * @returns how many steps there are
 */
export async function rejectionStepsHold(
  source: Source,
  people: People,
  audited: ReadonlyMap<string, readonly AuditRow[]>,
): Promise<number> {
  const { sql, report } = source;
  const rows = await sql.query<Step>(
    `SELECT s.rejection_id, s.step, s.kind, s.actor, s.reason, ${MS('s.recorded_at')} AS recorded_at,
            ${MS('r.recorded_at')} AS rejected_at
       FROM rejection_step s LEFT JOIN rejection r USING (rejection_id) ORDER BY s.rejection_id, s.step`,
  );
  const steps = grouped(rows, ({ rejection_id }) => rejection_id);
  for (const [rejectionId, own] of steps) {
    const lines = audited.get(rejectionId) ?? [];
    for (const [i, step] of own.entries()) {
      const row = { table: 'rejection_step', row: { rejection_id: rejectionId, step: step.step } };
      const noted = lines[i];
      if (step.rejected_at === null || noted === undefined) {
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...row, column: 'rejection_id' });
        continue;
      }
      const before = own[i - 1];
      const expected = {
        step: i + 1,
        kind: OPERATIONS[noted.operation],
        actor: noted.person_id,
        reason: readJson(noted.after)['reason'] ?? null,
        recorded_at: within(step.recorded_at, before?.recorded_at ?? step.rejected_at, noted.recorded_at),
      };
      await report.compare('I10', row, expected, { ...step });
      if (FOLLOWS[step.kind]?.includes(before?.kind) !== true) {
        await report.violation('I10', {
          kind: 'STEP_NOT_ALLOWED',
          ...row,
          column: 'kind',
          after: before?.kind ?? null,
        });
      }
      if (people.behind(step.actor) === null) {
        await report.compare('I10', row, { actor: 'somebody who is known' }, { ...step });
      }
      if (step.kind !== 'SET_ASIDE') continue;
      if (before?.kind === 'PROPOSED' && !people.areTwo(before.actor, step.actor)) {
        await report.compare('I10', row, { actor: `somebody else than ${before.actor}` }, { ...step });
      } else if (before?.kind !== 'PROPOSED' && (await namesClient(source, step))) {
        await report.violation('I10', { kind: 'TAKES_TWO_PEOPLE', ...row, column: 'actor' });
      }
    }
  }
  for (const [rejectionId, lines] of audited) {
    for (const { operation } of lines.slice(steps.get(rejectionId)?.length ?? 0)) {
      const row = { table: 'rejection_step', row: { rejection_id: rejectionId } };
      await report.violation('I10', { kind: 'MISSING', ...row, column: 'rejection_id', operation });
    }
  }
  return rows.length;
}

/** Whether a rejection says of what client it is: by a field for one, or by the id of one that was on file at the time. */
async function namesClient({ sql }: Source, step: Step): Promise<boolean> {
  const [message] = await rejectedMessages(sql, [step.rejection_id]);
  if (message === undefined) return false;
  const legible = legibleOf(message);
  if (legible.hasClientField) return true;
  const words = legible.allWords().filter((word) => word !== '' && !word.includes('\0'));
  const found = await sql.query(
    'SELECT 1 FROM event WHERE client_id = ANY($1) AND recorded_at < to_timestamp($2::float8 / 1000) LIMIT 1',
    [words, step.recorded_at - COMMITS_WITHIN_MS],
  );
  return found.length > 0;
}
