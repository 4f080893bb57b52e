import { readTopicOnRecord } from '#contract';
import { readJson, snakeCase, within, type AuditRow } from './audit-line.js';
import { MS } from './log-blocks.js';
import type { People } from './people.js';
import { rejectionStepsHold } from './rejection-steps.js';
import type { Source } from './source.js';

interface Rebinding {
  readonly rebinding_id: string;
  readonly topic: string;
  readonly incarnation: number;
  readonly reason: string;
  readonly cluster_id: string | null;
  readonly topic_id: string | null;
  readonly proposed_by: string;
  readonly proposed_at: number;
  readonly decision: string | null;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
}

const DECIDED: Readonly<Record<string, string>> = {
  'topic.rebind.approve': 'APPROVED',
  'topic.rebind.reject': 'REJECTED',
};
const REBINDING = ['topic', 'incarnation', 'startFrom', 'reason', 'clusterId', 'topicId'];

/** What people decided of topics, of gaps in what was read, and of rejections, as the audit tells it. */
export class Decisions {
  private readonly accepted = new Map<string, AuditRow>();
  private readonly proposed = new Map<string, AuditRow>();
  private readonly decided = new Map<string, AuditRow>();
  private readonly ofRejections = new Map<string, AuditRow[]>();

  constructor(private readonly source: Source) {}

  take(row: AuditRow): void {
    if (row.operation === 'gap.accept') this.accepted.set(row.target, row);
    if (row.operation === 'topic.rebind') this.proposed.set(String(readJson(row.after)['rebindingId']), row);
    if (row.operation in DECIDED) this.decided.set(String(readJson(row.before)['rebindingId']), row);
    if (!row.operation.startsWith('rejection.') || !row.operation.includes('set-aside')) return;
    const known = this.ofRejections.get(row.target) ?? [];
    this.ofRejections.set(row.target, [...known, row]);
  }

  /** @returns what was checked, in words */
  async check(people: People): Promise<string> {
    const rebindings = await this.compareRebindings(people);
    const topics = await this.compareIncarnations(rebindings);
    const gaps = await this.compareGaps(rebindings);
    const steps = await rejectionStepsHold(this.source, people, this.ofRejections);
    return `${topics} topics, ${rebindings.length} decisions about them, ${gaps} gaps accepted, ${steps} steps about rejections`;
  }

  private async compareRebindings(people: People): Promise<Rebinding[]> {
    const { sql, report } = this.source;
    const rows = await sql.query<Rebinding>(
      `SELECT rebinding_id, topic, incarnation, start_from, reason, cluster_id, topic_id, proposed_by,
              ${MS('proposed_at')} AS proposed_at, decision, decided_by, ${MS('decided_at')} AS decided_at
         FROM topic_rebinding ORDER BY proposed_at, rebinding_id`,
    );
    for (const row of rows) {
      const at = { table: 'topic_rebinding', row: { rebinding_id: row.rebinding_id } };
      const proposed = this.proposed.get(row.rebinding_id);
      if (proposed === undefined) {
        await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'rebinding_id' });
        continue;
      }
      const decided = this.decided.get(row.rebinding_id);
      const expected = {
        ...snakeCase(readJson(proposed.after), REBINDING),
        proposed_by: proposed.person_id,
        proposed_at: row.proposed_at <= proposed.recorded_at ? row.proposed_at : `at most ${proposed.recorded_at}`,
        decision: decided === undefined ? null : DECIDED[decided.operation],
        decided_by: decided?.person_id ?? null,
        decided_at: decided === undefined ? null : within(row.decided_at, row.proposed_at, decided.recorded_at),
      };
      await report.compare('I10', at, expected, { ...row });
      if (row.decision !== 'APPROVED' || people.areTwo(row.proposed_by, row.decided_by)) continue;
      await report.compare('I10', at, { decided_by: `somebody else than ${row.proposed_by}` }, { ...row });
    }
    return rows;
  }

  /** Whatever was read is some topic's; from the second on it is one that two people decided on. */
  private async compareIncarnations(rebindings: readonly Rebinding[]): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<{
      topic: string;
      incarnation: number;
      cluster_id: string | null;
      topic_id: string | null;
      rebinding_id: string | null;
    }>(
      'SELECT topic, incarnation, cluster_id, topic_id, rebinding_id FROM topic_incarnation ORDER BY topic, incarnation',
    );
    const known = new Set(rows.map(({ topic, incarnation }) => JSON.stringify([topic, incarnation])));
    for (const { topic, incarnation, ...row } of rows) {
      const at = { table: 'topic_incarnation', row: { topic, incarnation } };
      if (incarnation > 1 && !known.has(JSON.stringify([topic, incarnation - 1]))) {
        await report.violation('I10', { kind: 'NO_PREDECESSOR', ...at, column: 'incarnation' });
      }
      const rebinding = approvedFor(rebindings, topic, incarnation);
      const { rebinding_id = null, cluster_id, topic_id } = rebinding ?? {};
      const expected = rebinding === undefined ? { rebinding_id } : { rebinding_id, cluster_id, topic_id };
      await report.compare('I10', at, expected, row);
    }
    const read = await sql.query<{ topic: string }>('SELECT DISTINCT topic FROM kafka_offset');
    for (const { topic, incarnation } of read.map((row) => readTopicOnRecord(row.topic))) {
      if (known.has(JSON.stringify([topic, incarnation]))) continue;
      const row = { topic, incarnation };
      await report.violation('I10', { kind: 'MISSING', table: 'topic_incarnation', row, column: 'topic' });
    }
    return rows.length;
  }

  /** What is missing for good was accepted by somebody: by itself, or with the decision how a topic is read on. */
  private async compareGaps(rebindings: readonly Rebinding[]): Promise<number> {
    const { sql, report } = this.source;
    const rows = await sql.query<{
      topic: string;
      partition: number;
      from_offset: number;
      kind: string;
      accepted_by: string | null;
      accepted_at: number | null;
      reason: string | null;
    }>(
      `SELECT topic, partition, from_offset, kind, accepted_by, ${MS('accepted_at')} AS accepted_at, reason FROM offset_gap
        WHERE accepted_by IS NOT NULL ORDER BY topic, partition, from_offset`,
    );
    for (const { topic, partition, from_offset, ...row } of rows) {
      const at = { table: 'offset_gap', row: { topic, partition, from_offset } };
      const noted = this.accepted.get(`${topic}-${partition}-${from_offset}`);
      const ofTopic = readTopicOnRecord(topic);
      const rebinding = approvedFor(rebindings, ofTopic.topic, ofTopic.incarnation);
      if (noted !== undefined) {
        const accepted_at = within(row.accepted_at, 0, noted.recorded_at);
        const reason = readJson(noted.after)['reason'];
        await report.compare('I10', at, { accepted_by: noted.person_id, reason, accepted_at }, row);
      } else if (rebinding !== undefined && row.kind === 'SKIPPED') {
        const accepted_at = within(row.accepted_at, rebinding.decided_at ?? 0, Infinity);
        const { decided_by: accepted_by, reason } = rebinding;
        await report.compare('I10', at, { accepted_by, reason, accepted_at }, row);
      } else await report.violation('I10', { kind: 'NOT_IN_THE_AUDIT', ...at, column: 'accepted_by' });
    }
    return rows.length;
  }
}

const approvedFor = (rebindings: readonly Rebinding[], topic: string, incarnation: number): Rebinding | undefined =>
  rebindings.find((r) => r.topic === topic && r.incarnation === incarnation - 1 && r.decision === 'APPROVED');
