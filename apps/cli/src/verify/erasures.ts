import { createHash } from 'node:crypto';
import { readJson, within, type AuditRow } from './audit-line.js';
import { MS } from './log-blocks.js';
import type { People } from './people.js';
import type { Source } from './source.js';

const NAME = 'I15 what is gone from the log was erased by two people, and what is left is as it was left';

interface Erasure {
  readonly erasure_id: string;
  readonly client_id: string;
  readonly ground: string;
  readonly ledger_id: string | null;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly decision: string | null;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly decision_reason: string | null;
  readonly pseudonym: string | null;
  readonly position: number | null;
  readonly rows: number | null;
  readonly digest: Buffer | null;
  readonly carried_out_at: number | null;
  readonly finished_at: number | null;
}

const REQUESTED = 'erasure.request';
const DECIDED: Readonly<Record<string, string>> = { 'erasure.approve': 'APPROVED', 'erasure.reject': 'REJECTED' };

/** What the audit tells of erasures and holds, and whether they are as it tells. */
export class ErasuresAudited {
  private readonly requested = new Map<string, AuditRow>();
  private readonly decided = new Map<string, AuditRow>();
  private readonly placed = new Map<string, AuditRow>();
  private readonly lifted = new Map<string, AuditRow>();

  take(row: AuditRow): void {
    if (row.operation === REQUESTED) this.requested.set(row.target, row);
    if (row.operation in DECIDED) this.decided.set(row.target, row);
    if (row.operation === 'hold.place') this.placed.set(row.target, row);
    if (row.operation === 'hold.lift') this.lifted.set(row.target, row);
  }

  async check(source: Source, people: People): Promise<void> {
    const erasures = await this.compareErasures(source, people);
    const holds = await this.compareHolds(source);
    source.report.invariant(
      NAME,
      `${erasures} erasures, ${source.erased.rows} rows changed by them, ${holds} legal holds`,
    );
  }

  private async compareErasures(source: Source, people: People): Promise<number> {
    const { sql, report } = source;
    const rows = await sql.query<Erasure>(
      `SELECT erasure_id, client_id, ground, ledger_id, requested_by, ${MS('requested_at')} AS requested_at, decision, decided_by,
              decision_reason, ${MS('decided_at')} AS decided_at, pseudonym, position, rows, digest,
              ${MS('carried_out_at')} AS carried_out_at, ${MS('finished_at')} AS finished_at
         FROM erasure ORDER BY requested_at, erasure_id`,
    );
    const ledger = rows.some(({ ground }) => ground === 'LEDGER') ? await idsInLedger(source) : null;
    for (const row of rows) {
      const at = { table: 'erasure', row: { erasure_id: row.erasure_id } };
      const requested = this.requested.get(row.erasure_id);
      if (requested === undefined) {
        await report.violation('I15', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'erasure_id' });
        continue;
      }
      const decided = this.decided.get(row.erasure_id);
      const after = readJson(requested.after);
      // Until the topics are told too, the row alone still says who it was: what is on record has the other id already.
      const isBetween = row.carried_out_at !== null && row.finished_at === null;
      if (isBetween) await report.compare('I15', at, { pseudonym: after['clientId'] }, { ...row });
      const expected = {
        ...(isBetween ? {} : { client_id: after['clientId'] }),
        ground: after['ground'],
        requested_by: requested.person_id,
        requested_at: within(row.requested_at, 0, requested.recorded_at),
        ...(isSuperseded(row) ? {} : decisionIn(decided, row)),
      };
      await report.compare('I15', at, expected, { ...row });
      // Whoever restored has it from the ledger, which is outside: it is there, or it was made up.
      const isReplay = row.ground === 'LEDGER' && row.requested_by === row.decided_by;
      if (isReplay) await replayHolds(source, row, ledger);
      if (row.decision === 'APPROVED' && !isReplay && !people.areTwo(row.requested_by, row.decided_by)) {
        await report.compare('I15', at, { decided_by: `somebody else than ${row.requested_by}` }, { ...row });
      }
      const leaves = await sql.query<{ position: number; leaf: Buffer }>(
        'SELECT position, leaf FROM erased_row WHERE erasure_id = $1 ORDER BY position',
        [row.erasure_id],
      );
      const isCarriedOut = row.carried_out_at !== null;
      if (row.decision !== 'APPROVED' && (isCarriedOut || leaves.length > 0)) {
        await report.violation('I15', { kind: 'TAKES_TWO_PEOPLE', ...at, column: 'decision' });
      }
      const carriedOut = isCarriedOut
        ? { rows: leaves.length, digest: digestOf(leaves) }
        : { rows: null, digest: null };
      await report.compare('I15', at, carriedOut, { ...row });
      if (row.finished_at !== null) await report.compare('I15', at, { client_id: row.pseudonym }, { ...row });
    }
    const gone = await sql.query<{ position: number }>(
      `SELECT position FROM erased_row WHERE NOT EXISTS (SELECT FROM event e WHERE e.position = erased_row.position)
          AND NOT EXISTS (SELECT FROM alert_fact f WHERE f.position = erased_row.position)
          AND NOT EXISTS (SELECT FROM rejection r WHERE r.position = erased_row.position)
          AND NOT EXISTS (SELECT FROM log_record l WHERE l.position = erased_row.position) ORDER BY position LIMIT 1000`,
    );
    for (const { position } of gone) {
      await report.violation('I15', { kind: 'MISSING', table: 'erased_row', row: { position }, column: 'position' });
    }
    // It can't be opened again: who would change more in its name leaves another record of its end.
    const again = await sql.query<{ subject: string }>(
      `SELECT subject FROM (SELECT subject, body FROM log_record WHERE kind = 'erasure'
                            UNION ALL SELECT subject, body FROM record_pending WHERE kind = 'erasure') told
        WHERE body::jsonb ->> 'finished_at' IS NOT NULL GROUP BY subject HAVING count(*) > 1`,
    );
    for (const { subject } of again) {
      const at = { table: 'erasure', row: { erasure_id: subject }, column: 'digest' };
      await report.violation('I15', { kind: 'CHANGED_AFTER_IT_WAS_FINISHED', ...at });
    }
    return rows.length;
  }

  private async compareHolds({ sql, report }: Source): Promise<number> {
    const rows = await sql.query<{
      hold_id: string;
      client_id: string;
      reason: string;
      placed_by: string;
      lifted_by: string | null;
      lift_reason: string | null;
    }>('SELECT hold_id, client_id, reason, placed_by, lifted_by, lift_reason FROM legal_hold');
    for (const { hold_id, ...row } of rows) {
      const at = { table: 'legal_hold', row: { hold_id } };
      const placed = this.placed.get(hold_id);
      if (placed === undefined) {
        await report.violation('I15', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'hold_id' });
        continue;
      }
      const after = readJson(placed.after);
      const lifted = this.lifted.get(hold_id);
      const expected = {
        client_id: after['clientId'],
        reason: after['reason'],
        placed_by: placed.person_id,
        lifted_by: lifted?.person_id ?? null,
        lift_reason: lifted === undefined ? null : readJson(lifted.after)['reason'],
      };
      await report.compare('I15', at, expected, row);
    }
    return rows.length;
  }
}

/** The ids of erasures that stand in the ledger outside; `null` where some of it has expired, or there is none. */
async function idsInLedger({ kafka, topics }: Source): Promise<ReadonlySet<string> | null> {
  const bounds = await kafka.bounds(topics.erasures);
  if (bounds?.every(({ low }) => low === 0n) !== true) return null;
  const ids = new Set<string>();
  for await (const records of kafka.read(topics.erasures)) {
    for (const { value } of records) ids.add(String(readJson(value?.toString('utf8') ?? null)['erasureId']));
  }
  return ids;
}

/** One that nobody was asked about was carried out before, by the ledger, and undone by a restore that is on record. */
async function replayHolds(
  { report, restores }: Source,
  row: Erasure,
  ledger: ReadonlySet<string> | null,
): Promise<void> {
  const at = { table: 'erasure', row: { erasure_id: row.erasure_id } };
  const restore = restores.all.findLast(({ restoredAt }) => restoredAt <= row.requested_at);
  if (restore === undefined) await report.violation('I15', { kind: 'TAKES_TWO_PEOPLE', ...at, column: 'ground' });
  else if (ledger === null) report.cannotCheck('I15', 'erasures against the ledger, which has expired');
  else if (!ledger.has(row.ledger_id ?? '')) {
    await report.violation('I15', { kind: 'NOT_IN_THE_LEDGER', ...at, column: 'ledger_id', actual: row.ledger_id });
  }
}

/** Another erasure of the same client was carried out; this one came to nothing, whatever had been decided about it. */
const isSuperseded = ({ decision, decision_reason }: Erasure): boolean =>
  decision === 'REJECTED' && decision_reason === 'The client is erased by another request.';

const decisionIn = (decided: AuditRow | undefined, row: Erasure): Readonly<Record<string, unknown>> => ({
  decision: decided === undefined ? null : DECIDED[decided.operation],
  decided_by: decided?.person_id ?? null,
  decided_at: decided === undefined ? null : within(row.decided_at, row.requested_at, decided.recorded_at),
});

/** SHA-256 over positions, eight bytes each with the largest first, and leaves. */
function digestOf(leaves: readonly { readonly position: number; readonly leaf: Buffer }[]): Buffer {
  const digest = createHash('sha256');
  for (const { position, leaf } of leaves) {
    const place = Buffer.alloc(8);
    place.writeBigUInt64BE(BigInt(position));
    digest.update(place).update(leaf);
  }
  return digest.digest();
}
