import { createHash } from 'node:crypto';
import { appRoleOf } from '#store';
import { encodeAlertFacts, encodeEvents } from '#log/codec';
import { MS, type Batch, type Block } from './log-blocks.js';
import type { Source } from './source.js';

const NAME = 'I2 the log never changes, and its chain verifies';
const LOG = [
  ...['event', 'alert_fact', 'batch', 'rejection', 'rejection_outcome', 'rejection_step'],
  ...['policy_pack', 'policy_activation', 'judge_change'],
];
const PAGE = 2_000;

/** Digests every block again as it comes by. */
export class ContentCheck {
  readonly counts = { batches: 0, events: 0, facts: 0, rejections: 0 };

  constructor(private readonly source: Source) {}

  async take({ block, batch, events, facts, rejections }: Block): Promise<void> {
    const { report } = this.source;
    this.counts.batches += batch === undefined ? 0 : 1;
    this.counts.events += events.length;
    this.counts.facts += facts.length;
    this.counts.rejections += rejections.length;
    const rows = { events: events.length, facts: facts.length };
    if (batch === undefined) {
      for (const [table, [first]] of Object.entries({ event: events, alert_fact: facts, rejection: rejections })) {
        if (first === undefined) continue;
        const at = { table, row: { position: first.position }, column: 'position' };
        await report.violation('I2', { kind: 'OUTSIDE_THE_CHAIN', ...at, block });
      }
      return;
    }
    const row = { table: 'batch', row: { chain: batch.chain, seq: batch.seq, block } };
    const content = createHash('sha256');
    if (events.length > 0) content.update(encodeEvents(events.map(whole)));
    if (facts.length > 0) content.update(encodeAlertFacts(facts.map(whole)));
    for (const r of rejections) content.update(`${r.rejectionId}\0${r.reason}\0`).update(r.value ?? '');
    await report.compare('I2', row, { ...rows, content: content.digest() }, { ...batch });
    const times = new Set([...events, ...facts, ...rejections].map(({ recordedAt }) => recordedAt));
    const [only] = times;
    if (times.size === 1) await report.compare('I2', row, { recorded_at: only }, { recorded_at: batch.recordedAt });
    else await this.compareTimes(batch.recordedAt, { event: events, alert_fact: facts, rejection: rejections });
    if (only === undefined) await report.violation('I2', { kind: 'EMPTY_BATCH', ...row, column: 'block' });
  }

  /** All that one transaction recorded has one time. */
  private async compareTimes(
    batchAt: number,
    rows: Readonly<Record<string, Block['events' | 'facts' | 'rejections']>>,
  ) {
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
    `${counts.batches} batches in ${stored.length} chains, ${counts.events} events, ${counts.facts} facts and ` +
      `${counts.rejections} rejections digested again, privileges on ${LOG.length} tables`,
  );
}
