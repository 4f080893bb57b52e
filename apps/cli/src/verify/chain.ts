import { createHash } from 'node:crypto';
import { appRoleOf } from '#store';
import {
  encodeLogRecords,
  encodeRejections,
  encodeUnsaltedAlertFacts,
  encodeUnsaltedEvents,
  SALT_BYTES,
} from '#log/codec';
import { hashAt, leavesIn, merkleRoot } from '#proof';
import { MS, type Batch, type Block } from './log-blocks.js';
import type { Source } from './source.js';

const NAME = 'I2 the log never changes, and its chain verifies';
const LOG = [
  ...[
    'event',
    'alert_fact',
    'batch',
    'log_record',
    'tree_leaf',
    'tree_node',
    'tree_head',
    'rejection',
    'rejection_outcome',
    'rejection_step',
  ],
  ...['policy_pack', 'policy_activation', 'judge_change'],
];
const PAGE = 2_000;

/** Digests every block again as it comes by. */
export class ContentCheck {
  readonly counts = { batches: 0, events: 0, facts: 0, rejections: 0, records: 0 };

  constructor(private readonly source: Source) {}

  async take(found: Block): Promise<void> {
    const { block, batch, events, facts, rejections, records } = found;
    const { report } = this.source;
    this.counts.batches += batch === undefined ? 0 : 1;
    this.counts.events += events.length;
    this.counts.facts += facts.length;
    this.counts.rejections += rejections.length;
    this.counts.records += records.length;
    const rows = { event: events, alert_fact: facts, rejection: rejections, log_record: records };
    if (batch === undefined) {
      for (const [table, [first]] of Object.entries(rows)) {
        if (first === undefined) continue;
        const at = { table, row: { position: first.position }, column: 'position' };
        await report.violation('I2', { kind: 'OUTSIDE_THE_CHAIN', ...at, block });
      }
      return;
    }
    const row = { table: 'batch', row: { chain: batch.chain, seq: batch.seq, block } };
    const leaves = batch.leaves;
    if (leaves === null && all(rows).some(({ position }) => this.source.erased.has(position))) {
      await this.compareCommittedAnew(found);
    } else if (leaves === null) {
      const expected = { events: events.length, facts: facts.length, content: unsaltedContent(found) };
      await report.compare('I2', row, expected, { ...batch });
      const kept = { rejections: batch.rejections, records: batch.records };
      await report.compare('I2', row, { rejections: null, records: null }, kept);
    } else {
      const again = leavesOf(found);
      const counts = {
        events: events.length,
        facts: facts.length,
        rejections: rejections.length,
        records: records.length,
      };
      const made = await this.asCommitted(rows, Buffer.concat(Object.values(again)), leaves);
      await report.compare('I2', row, { ...counts, leaves: made, content: merkleRoot(made) }, { ...batch });
      if (!made.equals(leaves)) await this.nameAltered(block, rows, again, leaves);
    }
    const times = new Set(all(rows).map(({ recordedAt }) => recordedAt));
    const [only] = times;
    if (times.size === 1) await report.compare('I2', row, { recorded_at: only }, { recorded_at: batch.recordedAt });
    else await this.compareTimes(batch.recordedAt, rows);
    if (only === undefined) await report.violation('I2', { kind: 'EMPTY_BATCH', ...row, column: 'block' });
  }

  /** The leaves as they were made, but that a row stands for what it was that is as an erasure has left it. */
  private async asCommitted(rows: Rows, made: Buffer, committed: Buffer): Promise<Buffer> {
    const { erased, report } = this.source;
    if (erased.rows === 0 || made.length !== committed.length) return made;
    const leaves = Buffer.from(made);
    let i = 0;
    for (const [table, some] of Object.entries(rows)) {
      for (const { position } of some) {
        const left = erased.leafOf(position);
        if (left !== undefined) {
          const at = { table, row: { position } };
          await report.compare('I15', at, { salt: left }, { salt: hashAt(made, i) });
          hashAt(committed, i).copy(leaves, i * left.length);
        }
        i += 1;
      }
    }
    return leaves;
  }

  /** What was recorded before rows had salts, and had somebody erased from it: all of it is committed to by the erasure. */
  private async compareCommittedAnew(found: Block): Promise<void> {
    const { erased, report } = this.source;
    const { events, facts, rejections } = found;
    const rows = { event: events, alert_fact: facts, rejection: rejections };
    const at = { table: 'batch', row: { block: found.block } };
    await report.compare('I2', at, { events: events.length, facts: facts.length }, { ...found.batch });
    const made = Buffer.concat(Object.values(leavesOf({ ...found, records: [] })));
    let i = 0;
    for (const [table, some] of Object.entries(rows)) {
      for (const { position } of some) {
        const at = { table, row: { position } };
        await report.compare(
          'I15',
          at,
          { salt: erased.leafOf(position) ?? 'committed to anew' },
          { salt: hashAt(made, i) },
        );
        i += 1;
      }
    }
  }

  /** Which rows are not what their batch has committed to. */
  private async nameAltered(block: number, rows: Rows, again: Leaves, committed: Buffer): Promise<void> {
    const known = new Set(split(committed).map((leaf) => leaf.toString('hex')));
    for (const [table, leaves] of Object.entries(again)) {
      for (const [i, leaf] of split(leaves).entries()) {
        if (known.has(leaf.toString('hex'))) continue;
        const position = rows[table]?.[i]?.position;
        const at = { table, row: { position }, column: 'salt' };
        await this.source.report.violation('I2', { kind: 'NOT_AS_COMMITTED', ...at, block });
      }
    }
  }

  /** All that one transaction recorded has one time. */
  private async compareTimes(batchAt: number, rows: Rows) {
    for (const [table, recorded] of Object.entries(rows)) {
      for (const { position, recordedAt } of recorded) {
        const [expected, actual] = [{ recorded_at: batchAt }, { recorded_at: recordedAt }];
        await this.source.report.compare('I2', { table, row: { position } }, expected, actual);
      }
    }
  }
}

/** What is digested has whole milliseconds; another time shows as one that differs from its batch's. */
const whole = <R extends { readonly recordedAt: number }>(row: R): R => ({
  ...row,
  recordedAt: Math.floor(row.recordedAt),
});

/** The rows of a block by table. */
type Rows = Readonly<Record<string, readonly { readonly position: number; readonly recordedAt: number }[]>>;

const all = (rows: Rows): Rows[string][number][] => Object.values(rows).flat();

/** The leaves of a block's rows by table, in the order in which a batch has them. */
type Leaves = Readonly<Record<'event' | 'alert_fact' | 'rejection' | 'log_record', Buffer>>;

function leavesOf({ events, facts, rejections, records }: Block): Leaves {
  return {
    event: Buffer.concat(events.map(({ leaf }) => leaf)),
    alert_fact: Buffer.concat(facts.map(({ leaf }) => leaf)),
    rejection: encodeRejections(rejections.map(whole), saltsOf(rejections)).leaves,
    log_record: encodeLogRecords(records.map(whole), saltsOf(records)).leaves,
  };
}

const NO_SALT = Buffer.alloc(SALT_BYTES);

/** A salt that is gone or is none gives a leaf that the batch hasn't committed to. */
const saltsOf = (rows: readonly { readonly salt: Buffer | null }[]): Buffer =>
  Buffer.concat(rows.map(({ salt }) => (salt?.length === SALT_BYTES ? salt : NO_SALT)));

const split = (leaves: Buffer): Buffer[] => Array.from({ length: leavesIn(leaves) }, (_, i) => hashAt(leaves, i));

/** What such a batch is digested as that was recorded before rows had salts. */
function unsaltedContent({ events, facts, rejections }: Block): Buffer {
  const content = createHash('sha256');
  if (events.length > 0) content.update(encodeUnsaltedEvents(events.map(whole)));
  if (facts.length > 0) content.update(encodeUnsaltedAlertFacts(facts.map(whole)));
  for (const r of rejections) content.update(`${r.rejectionId}\0${r.reason}\0`).update(r.value ?? '');
  return content.digest();
}

/** Follows the chains from their beginnings to their heads, and asks the database what the apps may do to the log. */
export async function chainVerifies({ sql, report }: Source, { counts }: ContentCheck): Promise<void> {
  const heads = new Map<string, { seq: number; hash: Buffer }>();
  for (let after: [string, number] = ['', 0]; ;) {
    const batches = await sql.query<Batch>(
      `SELECT chain, seq, block, content, hash, ${MS('recorded_at')} AS "recordedAt" FROM batch
        WHERE (chain, seq) > ($1, $2) ORDER BY chain, seq LIMIT ${PAGE}`,
      after,
    );
    for (const batch of batches) {
      const head = heads.get(batch.chain);
      const row = { table: 'batch', row: { chain: batch.chain, seq: batch.seq, block: batch.block } };
      const hash = createHash('sha256')
        .update(head?.hash ?? '')
        .update(batch.content)
        .digest();
      await report.compare('I2', row, { seq: (head?.seq ?? 0) + 1, hash }, { ...batch });
      heads.set(batch.chain, batch);
    }
    const last = batches.at(-1);
    if (last === undefined) break;
    after = [last.chain, last.seq];
  }
  const stored = await sql.query<{ chain: string; seq: number; hash: Buffer }>(
    'SELECT chain, seq, hash FROM chain_head',
  );
  for (const { chain, ...head } of stored) {
    const row = { table: 'chain_head', row: { chain } };
    const end = heads.get(chain);
    heads.delete(chain);
    if (end === undefined) await report.violation('I2', { kind: 'NOTHING_RECORDED', ...row, column: 'chain' });
    else await report.compare('I2', row, { seq: end.seq, hash: end.hash }, head);
  }
  for (const chain of heads.keys()) {
    await report.violation('I2', { kind: 'HEAD_MISSING', table: 'chain_head', row: { chain }, column: 'chain' });
  }
  const role = await appRoleOf(sql);
  for (const table of LOG) {
    const [may] = await sql.query<{ may: boolean }>(
      `SELECT has_table_privilege($1, $2, 'UPDATE') OR has_table_privilege($1, $2, 'DELETE')
           OR has_table_privilege($1, $2, 'TRUNCATE') AS may`,
      [role, table],
    );
    if (may?.may !== false) await report.violation('I2', { kind: 'PRIVILEGE', table, role });
  }
  report.invariant(
    NAME,
    `${counts.batches} batches in ${stored.length} chains, ${counts.events} events, ${counts.facts} facts, ` +
      `${counts.rejections} rejections and ${counts.records} records digested again, privileges on ${LOG.length} tables`,
  );
}
